import { mkdir, open, readFile, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datapoints, datasetFolder, datasets } from '@engram/store';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatasetFiles, verifyDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import { importDataset } from '../../../../worker/src/datasets/import-dataset.ts';
import { positionsFrom } from '../../../../worker/src/datasets/pixel-source.ts';
import { thumbnailPath } from '../../../../worker/src/datasets/thumbnail-files.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';
import { filesUnder, idxBytes, images, labels, withFolder } from './formats/idx-files.ts';

const scratch = withScratchStore();
const folder = withFolder();
const count = 40;

let home: string;
let spec: string;
let slug: string;
let id: string;
let contentHash: string;
let round = 0;

beforeEach(async () => {
  slug = `damaged-${round++}`;
  home = join(folder.path, `home-${slug}`);
  const pixels = images(count).map((value, at) => (value * 7 + at * round) % 256);
  spec = `idx:${await folder.write(slug, idxBytes([count, 5, 4], pixels))},${await folder.write(`${slug}-labels`, idxBytes([count], labels(count)))}`;
  ({ id, contentHash } = await importDataset(scratch.store, home, spec));
});

const readAll = async () =>
  (await openDatasetFiles(home, contentHash, slug)).pixels.read(positionsFrom(0, count));
const path = (name: string): string => join(datasetFolder(home, contentHash), name);
const contents = async (): Promise<[string, string][]> =>
  Promise.all(
    (await filesUnder(home)).map(async (file): Promise<[string, string]> => [
      file,
      (await readFile(file)).toString('hex'),
    ]),
  );
const rows = async () => ({
  dataset: await datasets.findBySlug(scratch.store, slug),
  datapoints: await datapoints.list(scratch.store, id, { limit: count }),
});
async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at]! ^= 0x10;
  await writeFile(file, bytes);
}

const damages: [string, () => Promise<unknown>, RegExp][] = [
  ['one bit of the pixels', () => flip(path('pixels.u8'), 333), /pixels\.u8 .*content hash of 1 of its 40 datapoints \(16\)/],
  ['two datapoints swapped', async () => {
    const bytes = await readFile(path('pixels.u8'));
    await writeFile(path('pixels.u8'), Buffer.concat([bytes.subarray(20, 40), bytes.subarray(0, 20), bytes.subarray(40)]));
  }, /of 2 of its 40 datapoints \(0, 1\)/],
  ['pixels cut short', () => truncate(path('pixels.u8'), 799), /pixels\.u8 has 799 bytes, not 800/],
  ['pixels with a byte too many', async () => writeFile(path('pixels.u8'), Buffer.concat([await readFile(path('pixels.u8')), Buffer.of(1)])), /has 801 bytes/],
  ['no pixels', () => rm(path('pixels.u8')), /pixels\.u8 is missing/],
  ['pixels of no length', () => truncate(path('pixels.u8'), 0), /pixels\.u8 is empty/],
  ['a folder in place of the pixels', async () => { await rm(path('pixels.u8')); await mkdir(path('pixels.u8')); }, /no regular file/],
  ['one label', () => flip(path('labels.i32'), 8), /labels\.i32 beside it no longer/],
  ['labels cut short', () => truncate(path('labels.i32'), 12), /labels\.i32 has 12 bytes/],
  ['no labels', () => rm(path('labels.i32')), /labels\.i32 is missing/],
  ['a content hash', () => flip(path('content-hashes.txt'), 70), /content-hashes\.txt/],
  ['no content hashes', () => rm(path('content-hashes.txt')), /content-hashes\.txt is missing/],
  ['labels and pixels swapped', async () => {
    await rename(path('labels.i32'), path('x'));
    await rename(path('pixels.u8'), path('labels.i32'));
    await rename(path('x'), path('pixels.u8'));
  }, /labels\.i32 has 800 bytes/],
  ['another shape of the same size', () => writeFile(path('dataset.json'), '{"shape":{"height":4,"width":5,"channels":1},"count":40}'), /40 of its 40/],
  ['a manifest that is no JSON', () => writeFile(path('dataset.json'), '{"shape":'), /dataset\.json does not say/],
  ['a manifest that says nothing', () => writeFile(path('dataset.json'), 'null'), /dataset\.json does not say/],
  ['an empty manifest', () => truncate(path('dataset.json'), 0), /dataset\.json is empty/],
  ['a link to nowhere', async () => { await rm(path('pixels.u8')); await symlink('nowhere', path('pixels.u8')); }, /pixels\.u8 is missing/],
  ['no file at all', async () => { await rm(datasetFolder(home, contentHash), { recursive: true }); await mkdir(datasetFolder(home, contentHash)); }, /3 more of its files/],
]; // prettier-ignore

describe('a damaged dataset', () => {
  it.each(damages)(
    'with %s is refused with the file and the command, and restored by importing it again',
    async (_what, damage, reason) => {
      const before = await contents();
      const stored = await rows();
      await damage();
      await expect(verifyDatasetFiles(home, contentHash, slug)).rejects.toMatchObject({
        code: 'INVALID_FILE',
        message: reason,
      });
      await expect(readAll()).rejects.toThrow(`engram import dataset FORMAT:FILES --name ${slug}`);
      const again = await importDataset(scratch.store, home, spec);
      expect(again).toMatchObject({ id, created: false });
      expect(again.restoredFiles).toBeGreaterThan(0);
      expect(await contents()).toEqual(before);
      expect(await rows()).toEqual(stored);
      expect((await readAll()).length).toBe(count * 20);
      expect((await importDataset(scratch.store, home, spec)).restoredFiles).toBe(0);
    },
  );

  it('gets back thumbnails that are missing, damaged, empty or of another picture', async () => {
    const before = await contents();
    const stored = await rows();
    const paths = stored.datapoints.map(({ thumbnailHash }) => thumbnailPath(home, thumbnailHash!));
    await rm(paths[0]!);
    await flip(paths[1]!, 30);
    await truncate(paths[2]!, 0);
    await rename(paths[3]!, `${paths[3]}.x`);
    await rename(paths[4]!, paths[3]!);
    await rename(`${paths[3]}.x`, paths[4]!);
    await rm(paths[5]!);
    await mkdir(paths[5]!);
    expect(await importDataset(scratch.store, home, spec)).toMatchObject({ id, restoredFiles: 6 });
    expect(await contents()).toEqual(before);
    expect(await rows()).toEqual(stored);
  });

  it('gets back its whole folder, and loses what a killed import left an hour ago', async () => {
    const before = await contents();
    const old = `${datasetFolder(home, contentHash)}.left.part`;
    const young = `${datasetFolder(home, contentHash)}.young.part`;
    await rm(datasetFolder(home, contentHash), { recursive: true });
    for (const left of [old, young]) await mkdir(left);
    await utimes(old, 1, 1);
    expect(await importDataset(scratch.store, home, spec)).toMatchObject({ id, restoredFiles: 4 });
    expect(await contents()).toEqual(before);
    await expect(open(old)).rejects.toMatchObject({ code: 'ENOENT' });
    await (await open(young)).close();
  });

  it('points to new thumbnails when the same pictures are drawn in other bytes', async () => {
    const other = 'e'.repeat(64);
    await scratch.store.pool.query(
      'UPDATE datapoint SET thumbnail_hash = $2 WHERE dataset_id = $1 AND index = 3',
      [id, other],
    );
    await importDataset(scratch.store, home, spec);
    const [row] = await datapoints.findByIndices(scratch.store, id, [3]);
    expect(row!.thumbnailHash).not.toBe(other);
    await readFile(thumbnailPath(home, row!.thumbnailHash!));
  });
});

it('imports of the same at once, one of them stopped, leave every file that the rows name', async () => {
  const many = 600;
  const pixels = Uint8Array.from({ length: many * 20 }, (_, i) => (i * i * 31) % 251);
  const files = [
    await folder.write('twice', idxBytes([many, 5, 4], pixels)),
    await folder.write('twice-labels', idxBytes([many], labels(many))),
  ];
  const where = join(folder.path, 'home-twice');
  let asked = 0;
  const signal = { get aborted() { return ++asked > 8; } } as AbortSignal; // prettier-ignore
  const all = await Promise.allSettled(
    [signal, undefined, undefined].map((stop) =>
      importDataset(scratch.store, where, `idx:${files.join(',')}`, { signal: stop }),
    ),
  );
  const fulfilled = all.filter(({ status }) => status === 'fulfilled');
  expect(fulfilled.length).toBeGreaterThanOrEqual(2);
  const twice = await datasets.findBySlug(scratch.store, 'twice');
  await verifyDatasetFiles(where, twice!.contentHash, 'twice');
  const again = await importDataset(scratch.store, where, `idx:${files.join(',')}`);
  expect(again).toMatchObject({ created: false, restoredFiles: 0 });
});

it('a dataset that came without its files, with a deposit, is whole once it is imported from its source', async () => {
  const before = await rows();
  await scratch.store.pool.query('UPDATE datapoint SET thumbnail_hash = NULL WHERE dataset_id = $1', [id]);
  await scratch.store.pool.query('UPDATE dataset SET has_images = false WHERE id = $1', [id]);
  await rm(home, { recursive: true });
  expect(await importDataset(scratch.store, home, spec)).toMatchObject({
    id,
    created: false,
    hasImages: true,
  });
  expect(await rows()).toEqual(before);
});

it('a dataset of a deposit without pixels has the ids of its source once it is imported from there', async () => {
  const file = join(folder.path, 'named.csv');
  await writeFile(file, 'id,a,b\nAda,1,2\nGrace,3,4\nAlan,5,6\nKurt,7,9\n');
  const made = await importDataset(scratch.store, home, `csv:${file}`);
  const ids = async () => {
    const sql = 'SELECT source_id AS id FROM datapoint WHERE dataset_id = $1 ORDER BY index';
    return (await scratch.store.pool.query<{ id: string }>(sql, [made.id])).rows.map((row) => row.id);
  };
  expect(await ids()).toEqual(['Ada', 'Grace', 'Alan', 'Kurt']);
  await scratch.store.pool.query('UPDATE datapoint SET source_id = NULL WHERE dataset_id = $1', [made.id]);
  await scratch.store.pool.query('UPDATE dataset SET has_images = false WHERE id = $1', [made.id]);
  await importDataset(scratch.store, home, `csv:${file}`);
  expect(await ids()).toEqual(['Ada', 'Grace', 'Alan', 'Kurt']);
});
