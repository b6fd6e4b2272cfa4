import { createHash } from 'node:crypto';
import { imageSize, invariant, type ImageShape } from '@engram/core';

/** Images with labels, as read from wherever they come. N datapoints of H × W × C. */
export interface ImageDataset {
  /** Name in commands and addresses: small letters, digits, hyphens. */
  slug: string;
  name: string;
  shape: ImageShape;
  classes: { index: number; name: string }[];
  /** [N], −1 = unknown. */
  labels: Int32Array;
  /** [N, H, W, C], 0–255; the position is the datapoint's stable index. */
  pixels: Uint8Array;
  /** [N] SHA-256 of each datapoint's shape and pixels. */
  contentHashes: string[];
  /** SHA-256 over all datapoints and labels in order. */
  contentHash: string;
  license?: string;
  citation?: string;
}

/** A dataset's name in commands and addresses, made of another one; empty when that has neither letters nor digits. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');

/** Fields that a reader gives; the hashes follow from them. */
export type DatasetSource = Omit<ImageDataset, 'contentHashes' | 'contentHash'>;

/** SHA-256 of `H×W×C\n` and the pixels: equal for equal images, whatever dataset they are in. */
function hashDatapoint(pixels: Uint8Array, { height, width, channels }: ImageShape): string {
  return createHash('sha256').update(`${height}×${width}×${channels}\n`).update(pixels).digest('hex');
}

/** Adds the content hashes. */
export function identifyDataset(source: DatasetSource): ImageDataset {
  const size = imageSize(source.shape);
  const count = source.labels.length;
  invariant(source.pixels.length === count * size, 'a dataset has as many images as labels');
  const contentHashes = Array.from({ length: count }, (_, n) =>
    hashDatapoint(source.pixels.subarray(n * size, (n + 1) * size), source.shape),
  );
  const whole = createHash('sha256');
  contentHashes.forEach((hash, n) => whole.update(`${hash} ${source.labels[n]}\n`));
  return { ...source, contentHashes, contentHash: whole.digest('hex') };
}
