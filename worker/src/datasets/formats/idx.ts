import { basename } from 'node:path';
import { DomainError, type ImageShape } from '@engram/core';
import { identifyDataset, slugOf, type Dataset } from '../dataset.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { idxValues, readIdx, wholeNumberTypes } from './idx-file.ts';
import { filesOfSpec } from './idx-spec.ts';
import { truncateName } from '../names.ts';

/** Longest and shortest side of an image. */
const sides = { min: 3, max: 1024 };

const fail = (message: string): never => {
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
export async function readIdxImages(file: string, signal?: AbortSignal): Promise<IdxImages> {
  const { dimensions, data } = await readIdx(file, { signal });
  if (dimensions.length < 3)
    fail(
      `${file}, byte 3: images have 3 or 4 dimensions, this file has ${dimensions.length}. ` +
        'Are images and labels swapped?',
    );
  const [count, height, width, channels = 1] = dimensions as [number, number, number, number?];
  const isSide = (side: number): boolean => side >= sides.min && side <= sides.max;
  if (count < 1 || !isSide(height) || !isSide(width))
    fail(
      `${file}, byte 4: ${count} images of ${height} × ${width}; at least 1 image with sides from ${sides.min} ` +
        `to ${sides.max} is needed.`,
    );
  if (channels !== 1 && channels !== 3)
    fail(`${file}, byte 16: images have 1 or 3 channels, not ${channels}.`);
  return { shape: { height, width, channels }, count, pixels: data };
}

/** Labels [N] of whole numbers, −1 for unknown. @throws DomainError INVALID_FILE with file, byte offset and reason */
async function readLabels(file: string, images: IdxFile, signal?: AbortSignal): Promise<Int32Array> {
  const labels = await readIdx(file, { accept: wholeNumberTypes, signal });
  if (labels.dimensions.slice(1).some((length) => length !== 1))
    fail(
      `${file}, byte 3: labels have 1 dimension, this file has ${labels.dimensions.length}. ` +
        'Are images and labels swapped?',
    );
  if (labels.dimensions[0] !== images.count)
    fail(
      `${file}, byte 4: it holds ${labels.dimensions[0]} labels for the ${images.count} images of ${images.file}. ` +
        'Do the files belong together?',
    );
  const values = idxValues(labels);
  const bad = values.findIndex((value) => value < -1);
  if (bad >= 0)
    fail(`${file}: the label of datapoint ${bad} is ${values[bad]}; labels count from 0, −1 is unknown.`);
  return Int32Array.from(values);
}

interface IdxFile {
  file: string;
  count: number;
}

/** Reads `IMAGES` or `IMAGES,LABELS`: images [N, H, W] or [N, H, W, C] of unsigned bytes, labels [N] of whole numbers. */
async function readIdxDataset(spec: string, { signal }: ReadContext): Promise<Dataset> {
  const files = await filesOfSpec(spec);
  const { shape, count, pixels } = await readIdxImages(files.images, signal);
  const labels = files.labels
    ? await readLabels(files.labels, { file: files.images, count }, signal)
    : new Int32Array(count).fill(-1);
  const classes = [...new Set(labels)].filter((label) => label >= 0).sort((a, b) => a - b);
  return identifyDataset({
    kind: 'image',
    slug: slugOf(stemOf(files.images)) || 'idx',
    name: truncateName(stemOf(files.images), 'idx'),
    shape,
    classes: classes.map((index) => ({ index, name: String(index) })),
    labels,
    pixels,
  });
}

export const idx: DatasetFormat = {
  key: 'idx',
  usage: 'idx:IMAGES,LABELS for files of your own (labels may be left out)',
  source: 'files',
  read: readIdxDataset,
};
