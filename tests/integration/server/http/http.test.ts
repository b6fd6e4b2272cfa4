import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { startServer } from '@engram/server';
import { sha256, type Store } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { post, withApi } from '../api.ts';
import { thumbnail } from '../seed.ts';

const api = withApi();

/** A GET whose path is sent as it is; `fetch` would tidy it up. */
function rawGet(path: string): Promise<number> {
  const { hostname, port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}

describe('images', () => {
  it('are served by their hash, to be kept for good', async () => {
    for (const name of [`${sha256(thumbnail)}.png`, sha256(thumbnail)]) {
      const response = await fetch(`${api.url}/images/${name}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
      expect(Buffer.from(await response.arrayBuffer()).equals(thumbnail)).toBe(true);
    }
  });

  it('are not whatever else lies beside them', async () => {
    await mkdir(join(api.store.home, 'thumbnails', 'se'), { recursive: true });
    await writeFile(join(api.store.home, 'thumbnails', 'se', 'secret.png'), 'secret');
    for (const name of ['secret', 'secret.png']) expect(await rawGet(`/images/${name}`)).toBe(400);
  });

  it('that are unknown are not found, and not kept', async () => {
    const response = await fetch(`${api.url}/images/${'0'.repeat(64)}.png`);
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control') ?? '').not.toContain('immutable');
  });

  it('that are damaged are not served, and no error is cached', async () => {
    const hash = sha256('another picture');
    const folder = join(api.store.home, 'thumbnails', hash.slice(0, 2));
    await mkdir(folder, { recursive: true });
    for (const bytes of [thumbnail, Buffer.alloc(0)]) {
      await writeFile(join(folder, `${hash}.png`), bytes);
      const response = await fetch(`${api.url}/images/${hash}.png`);
      expect(response.status).toBe(500);
      expect(response.headers.get('cache-control') ?? '').not.toContain('immutable');
      expect(await response.text()).toContain('engram import dataset');
    }
    expect(api.logged.at(-1)?.message).toContain(hash);
  });

  it('are not sent again to who has them', async () => {
    const path = `${api.url}/images/${sha256(thumbnail)}.png`;
    const etag = (await fetch(path)).headers.get('etag')!;
    const again = await fetch(path, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } });
    expect(again.status).toBe(304);
    expect((await fetch(path, { method: 'HEAD' })).headers.get('content-length')).toBe(
      String(thumbnail.length),
    );
  });

  it.each([
    '/images/../../postgres/PG_VERSION',
    '/images/..%2f..%2fpostgres%2fPG_VERSION',
    '/images/%2e%2e/%2e%2e/etc/passwd',
    '/images/....//....//etc/passwd',
    `/images/${'a'.repeat(63)}.png`,
    `/images/${'A'.repeat(64)}.png`,
    `/images/${'a'.repeat(64)}.png%00`,
    `/images/${'a'.repeat(64)}%2f..%2fx.png`,
    '/images/%',
    '/images/',
  ])('are nothing else: %s', async (path) => {
    expect(await rawGet(path)).toSatisfy((status: number) => status === 400 || status === 404);
  });
});

describe('the server', () => {
  it('is healthy while the database answers', async () => {
    const response = await fetch(`${api.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('shows examples at its address, and loads nothing from elsewhere', async () => {
    const response = await fetch(api.url);
    const page = await response.text();
    expect(page).toContain('query MostMemorized');
    expect(page).toContain('href="graphiql?example=MostMemorized"');
    expect(page).not.toMatch(/src=|url\(|<link|<script/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('lets no other origin read answers, unless one is named', async () => {
    const ask = (url: string, origin: string) =>
      fetch(`${url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    expect(
      (await ask(api.url, 'https://elsewhere.example')).headers.get('access-control-allow-origin'),
    ).toBeNull();
    const open = await startServer({
      store: api.store,
      host: '127.0.0.1',
      port: 0,
      corsOrigin: 'https://lab.example',
    });
    try {
      expect((await ask(open.url, 'https://lab.example')).headers.get('access-control-allow-origin')).toBe(
        'https://lab.example',
      );
      expect(
        (await ask(open.url, 'https://elsewhere.example')).headers.get('access-control-allow-origin'),
      ).toBeNull();
    } finally {
      await open.close();
    }
  });

  it('says what to do when its port is taken', async () => {
    const { port } = new URL(api.url);
    await expect(
      startServer({ store: api.store, host: '127.0.0.1', port: Number(port) }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      message: `The port ${port} is taken by another program. Stop it, or choose another port with ENGRAM_API_PORT.`,
    });
  });

  it('answers unknown addresses in words', async () => {
    const response = await fetch(`${api.url}/nowhere`);
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    ]);
  });

  it('masks unknown errors, and logs them under the id it gives', async () => {
    const secret = new Error('password=hunter2 at /secret/path');
    let isBroken = false;
    const breakable = <T extends object>(part: T): T =>
      new Proxy(part, {
        get: (whole, name) => {
          if (isBroken) throw secret;
          return Reflect.get(whole, name) as unknown;
        },
      });
    const broken: Store = {
      ...api.store,
      pool: breakable(api.store.pool),
      prisma: breakable(api.store.prisma),
    };
    const logged: { message: string; requestId?: string; error?: unknown }[] = [];
    const server = await startServer({
      store: broken,
      host: '127.0.0.1',
      port: 0,
      log: (entry) => void logged.push(entry),
    });
    isBroken = true;
    try {
      const { errors } = await post(`${server.url}/graphql`, { query: '{ datasets { id } }' });
      expect(JSON.stringify(errors)).not.toMatch(/hunter2|secret/);
      expect(errors![0]!.extensions.code).toBe('INTERNAL_SERVER_ERROR');
      expect(logged).toEqual([
        expect.objectContaining({ requestId: errors![0]!.extensions.requestId, error: secret }),
      ]);
      for (const path of ['/health', '/readyz']) {
        const response = await fetch(server.url + path);
        expect(response.status).toBe(503);
        expect(await response.text()).not.toMatch(/hunter2|secret/);
      }
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});
