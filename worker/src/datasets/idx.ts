import { basename } from 'node:path';
import { DomainError } from '@engram/core';
import { identifyDataset, type ImageDataset } from './dataset.ts';
import { readIdx } from './idx-file.ts';

const refuse = (message: string): never => {
  throw new DomainError('INVALID_FILE', message);
};

/** A name for the address of the dataset: lower case letters, digits and dashes. */
const slugOf = (file: string): string =>
  basename(file)
    .replace(/\.gz$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'idx';

/** Reads `IMAGES,LABELS`: images [N, H, W] or [N, H, W, C], labels [N], both idx files of unsigned bytes. */
export async function readIdxDataset(spec: string): Promise<ImageDataset> {
  const [imagesFile, labelsFile, ...rest] = spec.split(',');
  if (!imagesFile || !labelsFile || rest.length > 0)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `idx:${spec}: name two files with one comma between them, idx:IMAGES,LABELS.`,
    );
  const images = await readIdx(imagesFile);
  if (images.dimensions.length < 3)
    refuse(
      `${imagesFile}, byte 3: images have 3 or 4 dimensions, this file has ${images.dimensions.length}. Are images and labels swapped?`,
    );
  const labels = await readIdx(labelsFile);
  if (labels.dimensions.length !== 1)
    refuse(
      `${labelsFile}, byte 3: labels have 1 dimension, this file has ${labels.dimensions.length}. Are images and labels swapped?`,
    );
  const [count, height, width, channels = 1] = images.dimensions;
  if (labels.dimensions[0] !== count)
    refuse(
      `${labelsFile}, byte 4: it holds ${labels.dimensions[0]} labels for the ${count} images of ${imagesFile}. Do the files belong together?`,
    );
  if (count < 1 || height < 3 || width < 3 || height > 1024 || width > 1024)
    refuse(
      `${imagesFile}, byte 4: ${count} images of ${height} × ${width}; at least 1 image of 3 × 3 to 1024 × 1024 is needed.`,
    );
  if (channels !== 1 && channels !== 3)
    refuse(`${imagesFile}, byte 16: images have 1 or 3 channels, not ${channels}.`);
  const classes = [...new Set(labels.data)].sort((a, b) => a - b);
  return identifyDataset({
    slug: slugOf(imagesFile),
    name: basename(imagesFile),
    shape: { height, width, channels },
    classes: classes.map((index) => ({ index, name: String(index) })),
    labels: Int32Array.from(labels.data),
    pixels: images.data,
  });
}
