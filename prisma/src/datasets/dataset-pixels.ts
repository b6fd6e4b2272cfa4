import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { allocateValues, commandLine, DomainError, type DataKind, type DatapointValues } from '@engram/core';
import { bytesOf, datapointHash } from './dataset-content.ts';

/** Folder of a dataset's files under ENGRAM_HOME. */
export const datasetFolder = (home: string, contentHash: string): string =>
  join(home, 'datasets', contentHash);

/** File of a dataset's values in its folder: [N, H, W, C], datapoint by datapoint; a byte for each of an image, else a float32. */
export const pixelsFile = (kind: DataKind): string => (kind === 'image' ? 'pixels.u8' : 'values.f32');

/** What places a datapoint in the file. */
export interface PixelsOf {
  slug: string;
  contentHash: string;
  kind: DataKind;
  height: number;
  width: number;
  channels: number;
}

/**
 * The pixels of one datapoint, and no other byte of the file. They are returned only if they still have the content hash that
 * the store knows.
 * @param datapoint its index, and its content hash in the store
 * @returns [H, W, C]
 * @throws DomainError NOT_FOUND when the dataset's file is not under this ENGRAM_HOME, INVALID_FILE when it cannot be read or is
 *   damaged at this datapoint
 */
export async function readPixels(
  home: string,
  dataset: PixelsOf,
  datapoint: { index: number; contentHash: string },
): Promise<DatapointValues> {
  const { contentHash, kind, height, width, channels } = dataset;
  const pixels = allocateValues(kind, height * width * channels);
  const bytes = bytesOf(pixels);
  const path = join(datasetFolder(home, contentHash), pixelsFile(kind));
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
      `The pixels of this dataset are neither on this machine nor where the store keeps its files (${commandLine('artifacts')} says where): import it here.`,
      { cause },
    );
  });
  try {
    const { bytesRead } = await file
      .read(bytes, 0, bytes.length, datapoint.index * bytes.length)
      .catch((cause: NodeJS.ErrnoException) => {
        throw damaged(`their file cannot be read (${cause.code})`, cause);
      });
    if (bytesRead < bytes.length) throw damaged('their file ends before them');
    if (datapointHash(pixels, dataset) !== datapoint.contentHash)
      throw damaged('they no longer have their content hash, so the file is damaged');
    return pixels;
  } finally {
    await file.close();
  }
}
