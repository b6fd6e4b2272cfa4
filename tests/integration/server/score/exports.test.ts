import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packMap } from '@engram/core';
import { query, scores } from '@engram/store';
import { beforeEach, describe, expect, it } from 'vitest';
import { withApi } from '../api.ts';
import { makeToken, withServer } from '../http/access.ts';
import { untilWaiting, withScoresLocked } from './locked-scores.ts';

const api = withApi();
const folder = (): string => join(api.store.home, 'exports');
const get = (name: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/export/runs/${name}`, { headers });

async function expected(format: scores.ExportFormat): Promise<Buffer> {
  const pieces = [];
  for await (const piece of scores.exportScores(api.store, api.seed.first, format)) pieces.push(piece);
  return Buffer.concat(pieces);
}

beforeEach(() => rm(folder(), { recursive: true, force: true }));

describe('the export of a run', () => {
  it.each(scores.exportFormats)('as %s is the whole file, with its hash as ETag', async (format) => {
    const bytes = await expected(format);
    const response = await get(`${api.seed.first}.${format}`);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(response.headers.get('etag')).toBe(`"${createHash('sha256').update(bytes).digest('hex')}"`);
    expect(response.headers.get('content-disposition')).toContain(`engram-${api.seed.first}.${format}`);
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
  });

  it('is made again when its file no longer has its hash, before this server read it or after', async () => {
    const bytes = await expected('csv');
    const name = `${api.seed.first}.csv`;
    const file = (): Promise<string> =>
      readdir(join(folder(), 'v3', api.seed.first)).then(([only]) =>
        join(folder(), 'v3', api.seed.first, only!),
      );
    await get(name);
    for (const damaged of [Buffer.from(bytes).fill(48, 90, 95), bytes.subarray(1), Buffer.alloc(0)]) {
      await writeFile(await file(), damaged);
      const response = await get(name);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
      expect((await readFile(await file())).equals(bytes)).toBe(true);
    }
  });

  it('is found by the beginning of its id and by the global id', async () => {
    const bytes = await expected('csv');
    const { run } = await api.get<{ run: { id: string } }>(`{ run(id: "${api.seed.first}") { id } }`);
    for (const id of [api.seed.first.slice(0, 8), encodeURIComponent(run.id), api.seed.first.toUpperCase()]) {
      const response = await get(`${id}.csv`);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    }
  });

  it('that its reader does not wait for is no error', async () => {
    const leave = new AbortController();
    await withScoresLocked(api.store, async () => {
      const left = fetch(`${api.url}/export/runs/${api.seed.first}.csv`, { signal: leave.signal });
      const outcome = expect(left).rejects.toThrow('aborted');
      await untilWaiting(api.store, 1);
      leave.abort();
      await outcome;
    });
    expect((await get(`${api.seed.first}.csv`)).status).toBe(200);
    expect(api.logged).toEqual([]);
  });

  it('is not sent again to who has it', async () => {
    const etag = (await get(`${api.seed.first}.parquet`)).headers.get('etag')!;
    const ifNew = (tag: string) =>
      // fetch adds `no-cache` of its own, which asks for the file whatever its tag.
      get(`${api.seed.first}.parquet`, { 'if-none-match': tag, 'cache-control': 'max-age=0' });
    const again = await ifNew(etag);
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await ifNew('"other"')).status).toBe(200);
  });

  it('is sent in ranges, which a change of content ends', async () => {
    const bytes = await expected('csv');
    const part = await get(`${api.seed.first}.csv`, { range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
    const last = await get(`${api.seed.first}.csv`, { range: 'bytes=-8' });
    expect(Buffer.from(await last.arrayBuffer()).equals(bytes.subarray(-8))).toBe(true);
    const etag = part.headers.get('etag')!;
    const resume = (ifRange: string) =>
      get(`${api.seed.first}.csv`, { range: 'bytes=100-', 'if-range': ifRange });
    expect((await resume(etag)).status).toBe(206);
    expect((await resume('"another"')).status).toBe(200);
    expect((await get(`${api.seed.first}.csv`, { range: `bytes=${bytes.length}-` })).status).toBe(416);
  });

  it('is made once when many ask at once, and leaves one file', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(`${api.seed.first}.json`)));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect(await readdir(join(folder(), 'v3', api.seed.first))).toHaveLength(1);
  });

  it('never is a file that was not finished', async () => {
    const runFolder = join(folder(), 'v3', api.seed.first);
    await mkdir(runFolder, { recursive: true });
    await writeFile(join(runFolder, `${randomUUID()}.tmp`), 'half');
    const response = await get(`${api.seed.first}.csv`);
    expect(Buffer.from(await response.arrayBuffer()).equals(await expected('csv'))).toBe(true);
  });

  it.each([
    ['an unknown run', () => `${randomUUID()}.csv`, 404, 'NOT_FOUND'],
    ['a run that has no scores yet', () => `${api.seed.queued}.csv`, 409, 'CONFLICT'],
    ['an unknown format', () => `${api.seed.first}.xlsx`, 400, 'INVALID_ARGUMENT'],
    ['no format', () => api.seed.first, 400, 'INVALID_ARGUMENT'],
    ['a path', () => `${encodeURIComponent('../../etc/passwd')}.csv`, 400, 'INVALID_ARGUMENT'],
    ['nothing', () => '.csv', 400, 'INVALID_ARGUMENT'],
  ])('of %s is refused in words', async (_what, name, status, code) => {
    const response = await get(name());
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as {
      errors: { message: string; extensions: { code: string } }[];
    };
    expect(errors[0]).toMatchObject({ message: expect.any(String), extensions: { code } });
  });

  it('needs a token where tokens are asked for', async () => {
    await withServer(api, { auth: 'required' }, async ({ url }) => {
      const address = `${url}/export/runs/${api.seed.first}.csv`;
      expect((await fetch(address)).status).toBe(401);
      const authorization = `Bearer ${await makeToken(api, 'read')}`;
      expect((await fetch(address, { headers: { authorization } })).status).toBe(200);
    });
  });
});

describe('the map of a run', () => {
  const map = {
    projection: 'PCA',
    index: Int32Array.of(1, 4),
    x: Float32Array.of(0.5, -2),
    y: Float32Array.of(3, 1 / 3),
  } as const;
  const bytes = Buffer.from(packMap(map));
  const ask = (run: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/export/maps/${run}`, { headers });

  it('is served as it is stored, with its hash as ETag, and said of the run', async () => {
    const { first, second } = api.seed;
    await query(
      api.store,
      'INSERT INTO representation_map (run_id, projection, count, points) VALUES ($1, $2, $3, $4)',
      [first, map.projection, 2, bytes],
    );
    const response = await ask(first);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    const etag = response.headers.get('etag')!;
    expect(etag).toBe(`"${createHash('sha256').update(bytes).digest('hex')}"`);
    const again = await ask(first, { 'if-none-match': etag, 'cache-control': 'max-age=0' });
    expect(again.status).toBe(304);
    const asked = (run: string) =>
      api.get(`{ run(id: "${run}") { representationMap { projection datapointCount } } }`);
    expect(await asked(first)).toEqual({
      run: { representationMap: { projection: 'PCA', datapointCount: 2 } },
    });
    expect(await asked(second)).toEqual({ run: { representationMap: null } });
  });

  it('of a run that has none, or of no run, is not found', async () => {
    for (const run of [api.seed.second, randomUUID()]) {
      const response = await ask(run);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    }
  });

  it('needs a token where tokens are asked for', async () => {
    await withServer(api, { auth: 'required' }, async ({ url }) => {
      expect((await fetch(`${url}/export/maps/${api.seed.first}`)).status).toBe(401);
    });
  });
});
