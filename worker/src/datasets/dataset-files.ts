import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DomainError } from '@engram/core';
import sharp from 'sharp';
import { imageSize, type ImageShape } from '../augmentations/image-shape.ts';
import type { ImageDataset } from './dataset.ts';

/** What a trainer needs of a dataset. */
export interface DatasetFiles {
  shape: ImageShape;
  /** [N, H, W, C] */
  pixels: Uint8Array;
  /** [N], −1 unknown */
  labels: Int32Array;
  contentHashes: string[];
}

const folderOf = (home: string, contentHash: string): string => join(home, 'datasets', contentHash);

/** Path of a thumbnail below ENGRAM_HOME. */
export const thumbnailPath = (home: string, hash: string): string =>
  join(home, 'thumbnails', hash.slice(0, 2), `${hash}.png`);

/** Writes all or nothing: a temporary file beside the target, flushed, then renamed. */
async function writeAtomically(file: string, data: Uint8Array | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.part`;
  const handle = await open(temporary, 'w', 0o644);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Whether the pixels of a dataset are on disk: its manifest is written last. */
export async function hasDatasetFiles(home: string, contentHash: string): Promise<boolean> {
  return (await stat(join(folderOf(home, contentHash), 'dataset.json')).catch(() => null)) !== null;
}

export async function writeDatasetFiles(home: string, dataset: ImageDataset): Promise<void> {
  const folder = folderOf(home, dataset.contentHash);
  await writeAtomically(join(folder, 'pixels.u8'), dataset.pixels);
  await writeAtomically(
    join(folder, 'labels.i32'),
    new Uint8Array(dataset.labels.buffer, dataset.labels.byteOffset, dataset.labels.byteLength),
  );
  await writeAtomically(join(folder, 'content-hashes.txt'), dataset.contentHashes.join('\n'));
  await writeAtomically(
    join(folder, 'dataset.json'),
    JSON.stringify({ shape: dataset.shape, count: dataset.labels.length }),
  );
}

/** @throws DomainError NOT_FOUND when the pixels are not under this ENGRAM_HOME */
export async function readDatasetFiles(home: string, contentHash: string): Promise<DatasetFiles> {
  const folder = folderOf(home, contentHash);
  if (!(await hasDatasetFiles(home, contentHash)))
    throw new DomainError(
      'NOT_FOUND',
      `The pixels of the dataset ${contentHash.slice(0, 12)} are not under ${join(home, 'datasets')}. Import it on this machine, or share ENGRAM_HOME between workers.`,
    );
  const { shape } = JSON.parse(await readFile(join(folder, 'dataset.json'), 'utf8')) as { shape: ImageShape };
  const labels = await readFile(join(folder, 'labels.i32'));
  return {
    shape,
    pixels: await readFile(join(folder, 'pixels.u8')),
    labels: new Int32Array(Uint8Array.from(labels).buffer),
    contentHashes: (await readFile(join(folder, 'content-hashes.txt'), 'utf8')).split('\n'),
  };
}

export async function removeDatasetFiles(home: string, contentHash: string): Promise<void> {
  await rm(folderOf(home, contentHash), { recursive: true, force: true });
}

/** PNG of every datapoint under the hash of its bytes; returns the hashes. [N] */
export async function writeThumbnails(home: string, dataset: ImageDataset): Promise<string[]> {
  const { height, width, channels } = dataset.shape;
  const size = imageSize(dataset.shape);
  const hashes: string[] = [];
  const batch = 64;
  for (let start = 0; start < dataset.labels.length; start += batch) {
    const members = Array.from(
      { length: Math.min(batch, dataset.labels.length - start) },
      (_, i) => start + i,
    );
    hashes.push(
      ...(await Promise.all(
        members.map(async (n) => {
          const png = await sharp(dataset.pixels.subarray(n * size, (n + 1) * size), {
            raw: { height, width, channels: channels as 1 | 3 },
          })
            .png({ compressionLevel: 6 })
            .toBuffer();
          const hash = createHash('sha256').update(png).digest('hex');
          const file = thumbnailPath(home, hash);
          // The name is the content: a file that is there is right.
          if (!(await stat(file).catch(() => null))) await writeAtomicallyUnsynced(file, png);
          return hash;
        }),
      )),
    );
  }
  return hashes;
}

/** Thumbnails can be drawn again from the pixels, so that 10,000 of them need not each wait for the disk. */
async function writeAtomicallyUnsynced(file: string, data: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.part`;
  const handle = await open(temporary, 'w', 0o644);
  try {
    await handle.writeFile(data);
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
