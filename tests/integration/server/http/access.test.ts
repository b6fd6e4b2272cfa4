import { tokens } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { config } from '../../../factories/run.ts';
import { sha256 } from '@engram/store';
import { askAs, makeToken, withServer } from './access.ts';
import { withApi } from '../api.ts';
import { thumbnail } from '../seed.ts';

const runSettings = { codeVersion: 'test-version', presets: { tiny: config } };
const api = withApi({ runSettings });
const elsewhere = { host: '0.0.0.0', runSettings };
const read = '{ datasets { slug } }';
const found = { datasets: [{ slug: 'digits' }] };
const write = 'mutation { createRun(input: { dataset: "digits", preset: "tiny" }) { run { status } } }';

describe('a server that listens on loopback', () => {
  it('asks nobody on its machine for a token', async () => {
    expect(await api.get(read)).toEqual(found);
    expect(await api.get(write)).toEqual({ createRun: { run: { status: 'QUEUED' } } });
  });

  it('asks for one where it is told to, as behind a proxy on the same machine', async () => {
    await withServer(api, { auth: 'required' }, async (server) => {
      expect((await askAs(server, null, read)).status).toBe(401);
      expect((await askAs(server, await makeToken(api), read)).data).toEqual(found);
    });
  });

  it('takes a token at its word: one that only reads only reads', async () => {
    expect((await askAs(api, await makeToken(api), write)).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await askAs(api, tokens.newSecret(), read)).status).toBe(401);
  });

  it('tells everybody who they are to it', async () => {
    const whoAmI = '{ viewer { tokenName scope expiresAt } }';
    expect(await api.get(whoAmI)).toEqual({ viewer: { tokenName: null, scope: 'ADMIN', expiresAt: null } });
    for (const [scope, name] of [
      ['read', 'READ'],
      ['runs:write', 'RUNS_WRITE'],
    ] as const) {
      const { data } = await askAs(api, await makeToken(api, scope, 3_600_000), whoAmI);
      const { viewer } = data as { viewer: { expiresAt: string } };
      expect(viewer).toMatchObject({
        tokenName: expect.stringMatching(new RegExp(`^a ${scope} \\d+$`)) as string,
        scope: name,
      });
      expect(Math.abs(Date.parse(viewer.expiresAt) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    }
  });
});

describe('a server that listens elsewhere', () => {
  it('refuses whoever shows no token, before anything is read, and says how to get one', async () => {
    await withServer(api, elsewhere, async (server) => {
      for (const query of [read, write, '{ __schema { types { name } } }', 'nonsense']) {
        const { status, errors, headers } = await askAs(server, null, query);
        expect([status, errors![0]!.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
        expect(headers.get('www-authenticate')).toContain('Bearer');
        expect(errors![0]!.extensions.requestId).toBe(headers.get('x-request-id'));
        expect(errors![0]!.message).toContain('engram token create');
      }
    });
  });

  it('guards images, streams and all unknown paths alike, and shows its health and front page', async () => {
    const token = await makeToken(api);
    await withServer(api, elsewhere, async ({ url }) => {
      const image = `${url}/images/${sha256(thumbnail)}.png`;
      expect((await fetch(image)).status).toBe(401);
      expect((await fetch(image, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
      const files = ['/export/runs/x.parquet', '/export/experiments/x.csv', '/export/maps/x'];
      for (const path of ['/graphql/stream', '/graphql', '/metrics', ...files, '/nowhere'])
        expect((await fetch(url + path, { method: 'POST' })).status).toBe(401);
      for (const path of ['/', '/health', '/healthz', '/readyz'])
        expect((await fetch(url + path)).status).toBe(200);
    });
  });

  it.each(['Basic dTpw', 'Bearer', 'Bearer  ', `Bearer ${'x'.repeat(60)}`, "Bearer ' OR 1=1 --", 'engram_x'])(
    'refuses the header %j',
    async (authorization) => {
      await withServer(api, elsewhere, async ({ url }) => {
        const headers = { 'content-type': 'application/json', authorization };
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ query: read }),
        });
        expect(response.status).toBe(401);
      });
    },
  );

  it('lets each scope do what it includes, and nothing else', async () => {
    await withServer(api, elsewhere, async (server) => {
      for (const scope of ['read', 'runs:write', 'admin'] as const) {
        const token = await makeToken(api, scope);
        expect((await askAs(server, token, read)).data).toEqual(found);
        const { status, data, errors } = await askAs(server, token, write);
        if (scope !== 'read') expect(data).toEqual({ createRun: { run: { status: 'QUEUED' } } });
        else {
          expect([status, errors![0]!.extensions.code]).toEqual([403, 'FORBIDDEN']);
          expect(errors![0]!.message).toContain('--scope runs:write');
        }
      }
    });
  });

  it('refuses tokens that have expired or were revoked, from the next request on', async () => {
    await withServer(api, elsewhere, async (server) => {
      const { errors, status } = await askAs(server, await makeToken(api, 'admin', -1_000), read);
      expect([status, errors![0]!.message]).toEqual([401, expect.stringContaining('expired on')]);
      const token = await makeToken(api);
      expect((await askAs(server, token, read)).data).toEqual(found);
      const { id } = (await tokens.findBySecret(api.store, token))!;
      await tokens.revoke(api.store, id);
      expect((await askAs(server, token, read)).errors![0]!.message).toMatch(
        /^The token 'a read \d+' was revoked\.$/,
      );
    });
  });

  it('notes when a token was last used, to the hour', async () => {
    const token = await makeToken(api);
    await withServer(api, elsewhere, (server) => askAs(server, token, read));
    const { lastUsedAt } = (await tokens.findBySecret(api.store, token))!;
    expect(lastUsedAt!.getTime() % 3_600_000).toBe(0);
  });

  it('lets the dashboard of the same command read, and not write', async () => {
    const dashboardKey = tokens.newSecret();
    await withServer(api, { ...elsewhere, dashboardKey, rateLimit: 1_000 }, async (server) => {
      for (let i = 0; i < 3; i++) expect((await askAs(server, dashboardKey, read)).data).toEqual(found);
      expect((await askAs(server, dashboardKey, write)).status).toBe(403);
      expect((await askAs(server, tokens.newSecret(), read)).status).toBe(401);
    });
  });
});
