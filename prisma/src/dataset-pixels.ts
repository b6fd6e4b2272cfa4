import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@engram/core';

/** Folder of a dataset's files under ENGRAM_HOME. */
export const datasetFolder = (home: string, contentHash: string): string =>
  join(home, 'datasets', contentHash);

/** File of a dataset's pixels in its folder: [N, H, W, C], one byte each, datapoint by datapoint. */
export const pixelsFile = 'pixels.u8';

/** What places a datapoint in the file. */
export interface PixelsOf {
  contentHash: string;
  height: number;
  width: number;
  channels: number;
}

/**
 * The pixels of one datapoint, and no other byte of the file.
 * @returns [H, W, C], 0–255
 * @throws DomainError NOT_FOUND when the dataset's files, or that datapoint, are not under this ENGRAM_HOME
 */
export async function readPixels(home: string, dataset: PixelsOf, index: number): Promise<Uint8Array> {
  const { contentHash, height, width, channels } = dataset;
  const pixels = new Uint8Array(height * width * channels);
  const file = await open(join(datasetFolder(home, contentHash), pixelsFile)).catch((cause: unknown) => {
    throw new DomainError(
      'NOT_FOUND',
      'The pixels of this dataset are not on this machine: import it here, or share ENGRAM_HOME with the worker.',
      { cause },
    );
  });
  try {
    const { bytesRead } = await file.read(pixels, 0, pixels.length, index * pixels.length);
    if (bytesRead < pixels.length)
      throw new DomainError('NOT_FOUND', `The dataset's file of pixels ends before datapoint ${index}.`);
    return pixels;
  } finally {
    await file.close();
  }
}
