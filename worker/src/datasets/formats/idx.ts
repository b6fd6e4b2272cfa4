import { basename } from 'node:path';
import { DomainError, type ImageShape } from '@engram/core';
import { identifyDataset, slugOf, type Dataset } from '../dataset.ts';
import { truncateName } from '../names.ts';
import { emnistSplit, transposeImages } from './idx-files/emnist.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { eachValue, readIdx, type IdxHeader } from './idx-files/idx-file.ts';
import { pixelSink } from './idx-files/idx-pixels.ts';
import { filesOfSpec } from './idx-files/idx-spec.ts';
import { occurringClasses } from '../reading/labels.ts';

/** Longest and shortest side of an image. */
const sides = { min: 3, max: 1024 };
/** QMNIST's labels: class, series, writer and five more numbers of each digit. */
const qmnistColumns = 8;

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

/** @throws DomainError INVALID_FILE unless the file has images */
function imageShape(file: string, { dimensions }: IdxHeader): ImageShape {
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
  return { height, width, channels };
}

/**
 * Reads images alone, [N, H, W] or [N, H, W, C], of any type of value (see `pixelSink`). Those of EMNIST are turned upright.
 * @throws DomainError INVALID_FILE with file, byte offset or datapoint, and reason
 */
export async function readIdxImages(file: string, signal?: AbortSignal): Promise<IdxImages> {
  const { header, value: pixels } = await readIdx(
    file,
    (found, where) => {
      imageShape(file, found);
      return pixelSink(found, where);
    },
    signal,
  );
  const shape = imageShape(file, header);
  if (emnistSplit(file)) {
    if (shape.height !== shape.width)
      fail(`${file}, byte 8: images of EMNIST are square, these are ${shape.height} × ${shape.width}.`);
    transposeImages(pixels, shape.width, shape.channels);
  }
  return { shape, count: header.dimensions[0]!, pixels };
}

/** Labels [N], or the first column of QMNIST's [N, 8]; −1 for unknown. @throws DomainError INVALID_FILE with file, place and reason */
async function readLabels(
  file: string,
  images: { file: string; count: number },
  signal?: AbortSignal,
): Promise<Int32Array> {
  const { value } = await readIdx(file, (header) => labelSink(file, header, images), signal);
  return value;
}

function labelSink(file: string, { dimensions, type }: IdxHeader, images: { file: string; count: number }) {
  const columns = dimensions.slice(1).reduce((product, length) => product * length, 1);
  if (columns !== 1 && !(dimensions.length === 2 && columns === qmnistColumns))
    fail(
      `${file}, byte 3: labels have 1 dimension, this file has ${dimensions.length}. ` +
        'Are images and labels swapped?',
    );
  if (dimensions[0] !== images.count)
    fail(
      `${file}, byte 4: it holds ${dimensions[0]} labels for the ${images.count} images of ${images.file}. ` +
        'Do the files belong together?',
    );
  const labels = new Int32Array(images.count);
  const take = (value: number, at: number): void => {
    if (at % columns !== 0) return;
    const n = at / columns;
    if (!Number.isInteger(value) || value < -1 || value > 2 ** 31 - 1)
      fail(
        `${file}: the label of datapoint ${n} is ${value}; labels are whole numbers from 0, −1 is unknown.`,
      );
    labels[n] = value;
  };
  return { take: eachValue(type, take), end: () => labels };
}

/** Reads `IMAGES` or `IMAGES,LABELS`: images [N, H, W] or [N, H, W, C], labels [N] of whole numbers. */
async function readIdxDataset(spec: string, { signal }: ReadContext): Promise<Dataset> {
  const files = await filesOfSpec(spec);
  const { shape, count, pixels } = await readIdxImages(files.images, signal);
  const labels = files.labels
    ? await readLabels(files.labels, { file: files.images, count }, signal)
    : new Int32Array(count).fill(-1);
  return identifyDataset({
    kind: 'image',
    slug: slugOf(stemOf(files.images)) || 'idx',
    name: truncateName(stemOf(files.images), 'idx'),
    shape,
    classes: occurringClasses(labels, emnistSplit(files.images)?.nameOf),
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
