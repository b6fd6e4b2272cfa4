import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, imageSize, onDisk, type ImageShape } from '@engram/core';
import { datasetFolder, ensureFolder, pixelsFile } from '@engram/store';
import { writeAtomically } from './atomic-file.ts';
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

export async function hasDatasetFiles(home: string, contentHash: string): Promise<boolean> {
  return (await stat(datasetFolder(home, contentHash)).catch(() => null)) !== null;
}

/**
 * Writes a dataset's pixels, labels and hashes: a folder under a temporary name, renamed when all of it is on disk.
 * @returns whether this call made the folder; one that is there already holds the same
 */
export async function writeDatasetFiles(home: string, dataset: ImageDataset): Promise<boolean> {
  const folder = datasetFolder(home, dataset.contentHash);
  if (await hasDatasetFiles(home, dataset.contentHash)) return false;
  const temporary = `${folder}.${randomUUID()}.part`;
  const { labels, shape } = dataset;
  try {
    await ensureFolder(temporary);
    const write = (name: string, data: Uint8Array | string): Promise<void> =>
      writeAtomically(join(temporary, name), data, { durable: true });
    await write(pixelsFile, dataset.pixels);
    await write('labels.i32', new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength));
    await write('content-hashes.txt', dataset.contentHashes.join('\n'));
    await write('dataset.json', JSON.stringify({ shape, count: labels.length }));
    await rename(temporary, folder);
    return true;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    // Somebody else imported the same meanwhile.
    if (await hasDatasetFiles(home, dataset.contentHash)) return false;
    throw error;
  }
}

/**
 * @throws DomainError NOT_FOUND when the dataset's files are not under this ENGRAM_HOME, INVALID_FILE when they do not fit
 *   together
 */
export async function readDatasetFiles(home: string, contentHash: string): Promise<DatasetFiles> {
  const folder = datasetFolder(home, contentHash);
  if (!(await hasDatasetFiles(home, contentHash)))
    throw new DomainError(
      'NOT_FOUND',
      `The pixels of the dataset ${contentHash.slice(0, 12)} are not under ${join(home, 'datasets')}. ` +
        'Import it on this machine, or share ENGRAM_HOME between workers.',
    );
  const read = (name: string): Promise<Buffer> =>
    onDisk(join(folder, name), () => readFile(join(folder, name)));
  const manifest = JSON.parse((await read('dataset.json')).toString()) as {
    shape: ImageShape;
    count: number;
  };
  const { shape, count } = manifest;
  const pixels = await read(pixelsFile);
  const labels = await read('labels.i32');
  const contentHashes = (await read('content-hashes.txt')).toString().split('\n');
  if (
    pixels.length !== count * imageSize(shape) ||
    labels.length !== 4 * count ||
    contentHashes.length !== count
  )
    throw new DomainError(
      'INVALID_FILE',
      `The files in ${folder} do not fit together: ${pixels.length} bytes of pixels, ${labels.length} of labels and ` +
        `${contentHashes.length} hashes for ${count} datapoints. Delete the folder and import the dataset again.`,
    );
  return { shape, pixels, labels: new Int32Array(Uint8Array.from(labels).buffer), contentHashes };
}

export async function removeDatasetFiles(home: string, contentHash: string): Promise<void> {
  await rm(datasetFolder(home, contentHash), { recursive: true, force: true });
}
