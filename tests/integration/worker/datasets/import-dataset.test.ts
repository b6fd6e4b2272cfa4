import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { datapoints, datasets, openStore, withAdvisoryLock } from '@engram/store';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { thumbnailLock, withCreatedThumbnails } from '../../../../worker/src/datasets/created-thumbnails.ts';
import { openDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import { importDataset } from '../../../../worker/src/datasets/import-dataset.ts';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';
import { thumbnailPath } from '../../../../worker/src/datasets/thumbnail-files.ts';
import { noteStatements } from '../../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';
import {
  filesUnder,
  idxBytes,
  images,
  labels,
  validImages,
  validLabels,
  withFolder,
} from './formats/idx-files.ts';

const scratch = withScratchStore();
const folder = withFolder();

async function specOf(name: string, pixels = validImages(), marks = validLabels()): Promise<string> {
  return `idx:${await folder.write(name, pixels)},${await folder.write(`${name}-labels`, marks)}`;
}

describe('importing a dataset', () => {
  it('stores rows, pixels and thumbnails, and importing it again changes nothing', async () => {
    const home = join(folder.path, 'home-a');
    const spec = await specOf('digits');
    const row = await importDataset(scratch.store, home, spec);
    const dataset = await readDataset(spec);
    expect(row).toMatchObject({
      slug: 'digits',
      datapointCount: 6,
      created: true,
      contentHash: dataset.contentHash,
    });
    const { shape, pixels, labels: stored, contentHashes } = await openDatasetFiles(home, row.contentHash);
    expect([shape, pixels.read([0, 1, 2, 3, 4, 5]), stored, contentHashes]).toEqual([
      dataset.shape, dataset.pixels, dataset.labels, dataset.contentHashes,
    ]); // prettier-ignore
    const before = await filesUnder(home);
    const again = await importDataset(scratch.store, home, spec);
    expect(again).toMatchObject({ id: row.id, created: false });
    expect(await filesUnder(home)).toEqual(before);
    expect(await datasets.list(scratch.store)).toHaveLength(1);
  });

  it('takes a name of its own, so that files of one name lie side by side', async () => {
    const home = join(folder.path, 'home-i');
    const spec = await specOf('images-idx3');
    const first = await importDataset(scratch.store, home, spec, { name: 'First half' });
    const second = await importDataset(scratch.store, home, spec, { name: 'Second half' });
    expect([first, second].map(({ slug, name, created }) => [slug, name, created])).toEqual([
      ['first-half', 'First half', true],
      ['second-half', 'Second half', true],
    ]);
    expect(second.contentHash).toBe(first.contentHash);
    expect(await datasets.findBySlug(scratch.store, 'images-idx3')).toBeNull();
  });

  it('draws each thumbnail under the hash of its bytes, pixel for pixel', async () => {
    const home = join(folder.path, 'home-b');
    const row = await importDataset(scratch.store, home, await specOf('drawn'));
    const [, , third] = await datapoints.findByIndices(scratch.store, row.id, [0, 1, 2]);
    const png = await readFile(thumbnailPath(home, third!.thumbnailHash!));
    expect(createHash('sha256').update(png).digest('hex')).toBe(third!.thumbnailHash);
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([4, 5]);
    const grey = Uint8Array.from({ length: 20 }, (_, at) => data[at * info.channels]!);
    expect(grey).toEqual(images().subarray(40, 60));
  });

  it('puts back files that were deleted', async () => {
    const home = join(folder.path, 'home-a');
    const spec = await specOf('digits');
    const { contentHash } = await readDataset(spec);
    await rm(home, { recursive: true });
    expect(await importDataset(scratch.store, home, spec)).toMatchObject({ created: false });
    expect((await openDatasetFiles(home, contentHash)).labels).toHaveLength(6);
  });
});

describe('thumbnails of an import that fails', () => {
  const home = () => join(folder.path, 'home-j');
  const create = async (hash: string): Promise<void> => {
    await mkdir(dirname(thumbnailPath(home(), hash)), { recursive: true });
    await writeFile(thumbnailPath(home(), hash), 'png');
  };
  const isThere = (hash: string): Promise<boolean> =>
    access(thumbnailPath(home(), hash)).then(
      () => true,
      () => false,
    );
  const failing = (...hashes: string[]) =>
    expect(
      withCreatedThumbnails(scratch.store, home(), async (created) => {
        for (const hash of hashes) created.add(hash);
        throw new Error('no luck');
      }),
    ).rejects.toThrow('no luck');

  it('are removed but for those that a row names, of an import that found them missing, too', async () => {
    const { id } = await importDataset(scratch.store, home(), await specOf('names-them'));
    const [first] = await datapoints.findByIndices(scratch.store, id, [0]);
    const own = 'ab'.repeat(32);
    await create(own);
    await failing(own, first!.thumbnailHash!);
    expect(await isThere(own)).toBe(false);
    expect(await isThere(first!.thumbnailHash!)).toBe(true);
  });

  it('stay while another import is under way, which may have found them', async () => {
    const own = 'cd'.repeat(32);
    await create(own);
    await withCreatedThumbnails(scratch.store, home(), async () => {
      await failing(own);
      expect(await isThere(own)).toBe(true);
    });
    // The next one that fails does not know of it.
    await failing();
    expect(await isThere(own)).toBe(true);
  });

  it('are not removed while a dataset is imported: who removes some waits for none, and is waited for', async () => {
    let hasEnded = false;
    let importing: Promise<unknown> | undefined;
    const { sent, restore } = noteStatements();
    const looks = (): number =>
      sent.filter((text) => text.includes('pg_try_advisory_xact_lock_shared')).length;
    await withAdvisoryLock(scratch.store, thumbnailLock, async () => {
      importing = importDataset(scratch.store, home(), await specOf('waits')).finally(
        () => (hasEnded = true),
      );
      await expect.poll(looks, { timeout: 60_000 }).toBeGreaterThan(3);
      expect(hasEnded).toBe(false);
    }).finally(restore);
    await importing;
  });
});

it('has enough with two connections, new, known and failed', async () => {
  const place = { home: scratch.store.home, databaseUrl: scratch.store.url };
  const small = await openStore({ ...place, maxConnections: 2 });
  try {
    const home = join(folder.path, 'home-small');
    const spec = await specOf('two-connections');
    expect(await importDataset(small, home, spec)).toMatchObject({ created: true });
    expect(await importDataset(small, home, spec)).toMatchObject({ created: false });
    const own = 'ef'.repeat(32);
    await mkdir(dirname(thumbnailPath(home, own)), { recursive: true });
    await writeFile(thumbnailPath(home, own), '');
    const failing = withCreatedThumbnails(small, home, async (created) => {
      created.add(own);
      await datasets.list(small);
      throw new Error('no luck');
    });
    await expect(failing).rejects.toThrow('no luck');
    await expect(access(thumbnailPath(home, own))).rejects.toThrow();
  } finally {
    await small.close();
  }
});

describe('what is refused leaves nothing behind', () => {
  it('when a file is bad', async () => {
    const home = join(folder.path, 'home-c');
    const spec = await specOf('cut', validImages().subarray(0, -1));
    await expect(importDataset(scratch.store, home, spec)).rejects.toMatchObject({ code: 'INVALID_FILE' });
    expect(await filesUnder(home)).toEqual([]);
    expect(await datasets.findBySlug(scratch.store, 'cut')).toBeNull();
  });

  it('when the name holds other data', async () => {
    const home = join(folder.path, 'home-d');
    await importDataset(scratch.store, home, await specOf('taken'));
    const before = await filesUnder(home);
    const other = await specOf('taken', idxBytes([6, 5, 4], images().map((value) => 255 - value)), idxBytes([6], labels())); // prettier-ignore
    await expect(importDataset(scratch.store, home, other)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await filesUnder(home)).toEqual(before);
  });

  it('when its name is no name, or that of the dataset that comes along', async () => {
    const home = join(folder.path, 'home-h');
    for (const name of ['…', 'MNIST'])
      await expect(importDataset(scratch.store, home, await specOf('named'), { name })).rejects.toMatchObject(
        {
          code: 'INVALID_ARGUMENT',
          message: /choose another/,
        },
      );
    expect(await filesUnder(home)).toEqual([]);
  });

  it('when the store fails after the files were written', async () => {
    const home = join(folder.path, 'home-e');
    // Pictures that no other dataset has: those would stay.
    const spec = await specOf('unlucky', idxBytes([6, 5, 4], images().map((value) => value ^ 0x55))); // prettier-ignore
    await scratch.store.pool.query('ALTER TABLE latent_class RENAME TO latent_class_away');
    try {
      await expect(importDataset(scratch.store, home, spec)).rejects.toThrow();
    } finally {
      await scratch.store.pool.query('ALTER TABLE latent_class_away RENAME TO latent_class');
    }
    expect(await filesUnder(home)).toEqual([]);
    expect(await datasets.findBySlug(scratch.store, 'unlucky')).toBeNull();
  });

  it('when it is stopped while thumbnails are drawn, or after', async () => {
    const home = join(folder.path, 'home-g');
    const many = 2_000;
    const spec = await specOf(
      'stopped',
      idxBytes(
        [many, 5, 4],
        images(many).map((value) => value ^ 0x33),
      ),
      idxBytes([many], labels(many)),
    );
    // Asked again and again while the import runs: the first time before anything is drawn, the tenth time amid it.
    for (const asked of [1, 10, 1_000]) {
      let times = 0;
      const { signal } = new AbortController();
      Object.defineProperty(signal, 'aborted', { get: () => ++times >= asked });
      const importing = importDataset(scratch.store, home, spec, { signal });
      if (asked < 1_000)
        await expect(importing).rejects.toMatchObject({
          code: 'CANCELLED',
          message: /nothing of it is stored/,
        });
      else await importing;
      expect((await filesUnder(home)).length === 0).toBe(asked < 1_000);
      expect((await datasets.findBySlug(scratch.store, 'stopped')) === null).toBe(asked < 1_000);
    }
  });

  it('when the folder cannot be written', async () => {
    const home = join(folder.path, 'a-file');
    await writeFile(home, 'not a folder');
    await expect(importDataset(scratch.store, home, await specOf('nowhere'))).rejects.toThrow();
    expect(await datasets.findBySlug(scratch.store, 'nowhere')).toBeNull();
  });
});

it('files that do not fit together are refused', async () => {
  const home = join(folder.path, 'home-f');
  const row = await importDataset(scratch.store, home, await specOf('damaged'));
  await writeFile(join(home, 'datasets', row.contentHash, 'pixels.u8'), 'short');
  await expect(openDatasetFiles(home, row.contentHash)).rejects.toMatchObject({ code: 'INVALID_FILE' });
  await expect(openDatasetFiles(home, 'f'.repeat(64))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
