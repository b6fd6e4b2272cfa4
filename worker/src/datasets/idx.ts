import { basename } from 'node:path';
import { DomainError, type ImageShape } from '@engram/core';
import { identifyDataset, slugOf, type ImageDataset } from './dataset.ts';
import { readIdx } from './idx-file.ts';

/** Longest and shortest side of an image. */
const sides = { min: 3, max: 1024 };

const refuse = (message: string): never => {
  throw new DomainError('INVALID_FILE', message);
};

const stemOf = (file: string): string => basename(file).replace(/\.gz$/, '');

export interface IdxImages {
  shape: ImageShape;
  count: number;
  /** [N, H, W, C] */
  pixels: Uint8Array;
}

/**
 * Reads images alone, [N, H, W] or [N, H, W, C].
 * @throws DomainError INVALID_FILE with file, byte offset and reason
 */
export async function readIdxImages(file: string): Promise<IdxImages> {
  const { dimensions, data } = await readIdx(file);
  if (dimensions.length < 3)
    refuse(
      `${file}, byte 3: images have 3 or 4 dimensions, this file has ${dimensions.length}. ` +
        'Are images and labels swapped?',
    );
  const [count, height, width, channels = 1] = dimensions as [number, number, number, number?];
  const isSide = (side: number): boolean => side >= sides.min && side <= sides.max;
  if (count < 1 || !isSide(height) || !isSide(width))
    refuse(
      `${file}, byte 4: ${count} images of ${height} × ${width}; at least 1 image with sides from ${sides.min} ` +
        `to ${sides.max} is needed.`,
    );
  if (channels !== 1 && channels !== 3)
    refuse(`${file}, byte 16: images have 1 or 3 channels, not ${channels}.`);
  return { shape: { height, width, channels }, count, pixels: data };
}

/** Reads `IMAGES,LABELS`: images [N, H, W] or [N, H, W, C], labels [N], both idx files of unsigned bytes. */
export async function readIdxDataset(spec: string): Promise<ImageDataset> {
  const [imagesFile, labelsFile, ...rest] = spec.split(',');
  if (!imagesFile || !labelsFile || rest.length > 0)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `idx:${spec}: name two files with one comma between them, idx:IMAGES,LABELS.`,
    );
  const { shape, count, pixels } = await readIdxImages(imagesFile);
  const labels = await readIdx(labelsFile);
  if (labels.dimensions.length !== 1)
    refuse(
      `${labelsFile}, byte 3: labels have 1 dimension, this file has ${labels.dimensions.length}. ` +
        'Are images and labels swapped?',
    );
  if (labels.dimensions[0] !== count)
    refuse(
      `${labelsFile}, byte 4: it holds ${labels.dimensions[0]} labels for the ${count} images of ${imagesFile}. ` +
        'Do the files belong together?',
    );
  const classes = [...new Set(labels.data)].sort((a, b) => a - b);
  return identifyDataset({
    slug: slugOf(stemOf(imagesFile)) || 'idx',
    name: stemOf(imagesFile),
    shape,
    classes: classes.map((index) => ({ index, name: String(index) })),
    labels: Int32Array.from(labels.data),
    pixels,
  });
}
