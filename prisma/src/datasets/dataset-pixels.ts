import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, DomainError } from '@engram/core';
import { datapointHash } from './dataset-content.ts';

/** Folder of a dataset's files under ENGRAM_HOME. */
export const datasetFolder = (home: string, contentHash: string): string =>
  join(home, 'datasets', contentHash);

/** File of a dataset's pixels in its folder: [N, H, W, C], one byte each, datapoint by datapoint. */
export const pixelsFile = 'pixels.u8';

/** What places a datapoint in the file. */
export interface PixelsOf {
  slug: string;
  contentHash: string;
  height: number;
  width: number;
  channels: number;
}

/**
 * The pixels of one datapoint, and no other byte of the file. They are returned only if they still have the content hash that
 * the store knows.
 * @param datapoint its index, and its content hash in the store
 * @returns [H, W, C], 0–255
 * @throws DomainError NOT_FOUND when the dataset's file is not under this ENGRAM_HOME, INVALID_FILE when it cannot be read or is
 *   damaged at this datapoint
 */
export async function readPixels(
  home: string,
  dataset: PixelsOf,
  datapoint: { index: number; contentHash: string },
): Promise<Uint8Array> {
  const { contentHash, height, width, channels } = dataset;
  const pixels = new Uint8Array(height * width * channels);
  const path = join(datasetFolder(home, contentHash), pixelsFile);
  const damaged = (reason: string, cause?: unknown): DomainError =>
    new DomainError(
      'INVALID_FILE',
      `The pixels of datapoint ${datapoint.index} of the dataset '${dataset.slug}' cannot be used: ${reason}. Import the dataset again ` +
        `from its source (${commandLine('import dataset')}), which restores its files; ${commandLine('doctor')} checks all files.`,
      { details: { path }, cause },
    );
  const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR')
      throw damaged(`their file cannot be opened (${cause.code})`, cause);
    throw new DomainError(
      'NOT_FOUND',
      'The pixels of this dataset are not on this machine: import it here, or share ENGRAM_HOME with the worker.',
      { cause },
    );
  });
  try {
    const { bytesRead } = await file
      .read(pixels, 0, pixels.length, datapoint.index * pixels.length)
      .catch((cause: NodeJS.ErrnoException) => {
        throw damaged(`their file cannot be read (${cause.code})`, cause);
      });
    if (bytesRead < pixels.length) throw damaged('their file ends before them');
    if (datapointHash(pixels, dataset) !== datapoint.contentHash)
      throw damaged('they no longer have their content hash, so the file is damaged');
    return pixels;
  } finally {
    await file.close();
  }
}
