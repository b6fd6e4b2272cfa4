import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { artifacts, checkpointArtifact, sha256, type Store } from '@engram/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { trimNow } from '../../prisma/src/artifacts/cache.ts';
import { currentPlace } from '../../prisma/src/artifacts/place-of-store.ts';
import { withCheckpoint } from './checkpoint.ts';

const hash = 'd'.repeat(64);

/** What holds of every place of artifacts. @param store whose place it is */
export function placeTests(store: () => Store): void {
  let here: string;
  let there: string;
  beforeEach(async () => {
    here = await mkdtemp(join(tmpdir(), 'engram-here-'));
    there = await mkdtemp(join(tmpdir(), 'engram-there-'));
  });
  afterEach(async () => {
    for (const home of [here, there]) await rm(home, { recursive: true, force: true });
  });

  async function write(path: string, bytes: Uint8Array): Promise<string> {
    await mkdir(dirname(join(here, path)), { recursive: true });
    await writeFile(join(here, path), bytes);
    return path;
  }
  const checkpoint = (bytes: Uint8Array) => withCheckpoint(here, bytes);
  const place = async () => (await currentPlace(store()))!;

  it.each([0, 1, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 5_000_000])(
    'gives back a file of %i bytes',
    async (size) => {
      const bytes = randomBytes(size);
      const path = await checkpoint(bytes);
      await artifacts.keep(store(), here, [path]);
      await artifacts.keep(store(), here, [path]);
      expect(await artifacts.bring(store(), there, path)).toBe(true);
      expect((await readFile(join(there, path))).equals(bytes)).toBe(true);
      expect(await (await place()).list(path)).toMatchObject([{ path, sizeBytes: size }]);
    },
  );

  it('keeps hundreds of files at once, and lists those below a path alone', async () => {
    const paths: string[] = [];
    for (let n = 0; n < 300; n += 1) paths.push(await checkpoint(Buffer.from(`file ${n}`)));
    await artifacts.keep(store(), here, paths);
    const held = (await (await place()).list('checkpoints/a')).map(({ path }) => path);
    expect(held.filter((path) => paths.includes(path))).toEqual(
      paths.filter((path) => path.startsWith('checkpoints/a')).sort(),
    );
  });

  it('has no file that nobody kept', async () => {
    expect(await artifacts.bring(store(), there, checkpointArtifact(sha256('nowhere')))).toBe(false);
    expect(await artifacts.bringDataset(store(), there, sha256('nowhere'))).toBe(false);
  });

  it('takes no file whose content is not what its name says, and none that is not there', async () => {
    const path = await write(checkpointArtifact(sha256('right')), Buffer.from('wrong'));
    await expect(artifacts.keep(store(), here, [path])).rejects.toMatchObject({ code: 'INVALID_FILE' });
    const absent = checkpointArtifact(sha256('absent'));
    await expect(artifacts.keep(store(), here, [absent])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await (await place()).list(path)).toEqual([]);
  });

  it('a damaged copy is brought again', async () => {
    const path = await checkpoint(Buffer.from('weights'));
    await artifacts.keep(store(), here, [path]);
    await writeFile(join(here, path), 'other bytes');
    expect(await artifacts.bring(store(), here, path)).toBe(true);
    expect(await readFile(join(here, path), 'utf8')).toBe('weights');
  });

  it('brings the folder of a dataset whole, for several who ask at once', async () => {
    const contents = {
      'pixels.u8': randomBytes(3_000_000),
      'labels.i32': randomBytes(8),
      'content-hashes.txt': randomBytes(8),
      'dataset.json': randomBytes(8),
    };
    for (const [name, bytes] of Object.entries(contents)) await write(`datasets/${hash}/${name}`, bytes);
    await artifacts.keep(store(), here, Object.keys(contents).map((name) => `datasets/${hash}/${name}`)); // prettier-ignore
    const brought = await Promise.all([1, 2, 3].map(() => artifacts.bringDataset(store(), there, hash)));
    expect(brought).toEqual([true, true, true]);
    for (const [name, bytes] of Object.entries(contents))
      expect((await readFile(join(there, 'datasets', hash, name))).equals(bytes)).toBe(true);
    await writeFile(join(there, 'datasets', hash, 'pixels.u8'), 'damaged');
    expect(await artifacts.mendDataset(store(), there, hash)).toBe(true);
    expect((await stat(join(there, 'datasets', hash, 'pixels.u8'))).size).toBe(3_000_000);
  });

  it('discards a file here, and there unless other stores may have it', async () => {
    const path = await checkpoint(Buffer.from('not wanted'));
    await artifacts.keep(store(), here, [path]);
    expect(await artifacts.discard(store(), here, [path])).toBe(10);
    expect(await artifacts.bring(store(), here, path)).toBe((await place()).isShared);
  });

  it('completes the folder of a dataset that lacks a file', async () => {
    const names = ['pixels.u8', 'labels.i32', 'content-hashes.txt', 'dataset.json'];
    const paths = names.map((name) => `datasets/${'e'.repeat(64)}/${name}`);
    for (const path of paths) await write(path, Buffer.from(path));
    await artifacts.keep(store(), here, paths);
    await rm(join(here, paths[2]!));
    expect(await artifacts.bringDataset(store(), here, 'e'.repeat(64))).toBe(true);
    expect(await readFile(join(here, paths[2]!), 'utf8')).toBe(paths[2]);
  });

  it('trims copies that were not used for longest, and never the only one', async () => {
    const [old, recent, own] = [await checkpoint(Buffer.alloc(400, 1)), await checkpoint(Buffer.alloc(400, 2)), await checkpoint(Buffer.alloc(400, 3))]; // prettier-ignore
    await artifacts.keep(store(), here, [old, recent]);
    for (const [path, at] of [[own, 1], [old, 2], [recent, 3]] as const) await utimes(join(here, path), at, at); // prettier-ignore
    await trimNow(await place(), here, { cacheBytes: 900, usedBeforeMs: Date.now() });
    const isHere = (path: string) => stat(join(here, path)).then(() => true, () => false); // prettier-ignore
    expect(await Promise.all([own, old, recent].map(isHere))).toEqual([true, false, true]);
    expect(await artifacts.bring(store(), here, old)).toBe(true);
    await trimNow(await place(), here, { cacheBytes: 0, usedBeforeMs: 0 });
    expect(await isHere(old)).toBe(true);
  });
}
