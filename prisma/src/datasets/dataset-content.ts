/** How the content of a dataset is hashed: what names its files, its datapoints and itself, on every machine. */
import { createHash } from 'node:crypto';
import type { ImageShape } from '@engram/core';

/**
 * SHA-256 of `H×W×C\n` and the pixels: equal for equal images, whatever dataset they are in.
 * @param pixels [H, W, C]
 */
export function datapointHash(pixels: Uint8Array, { height, width, channels }: ImageShape): string {
  return createHash('sha256').update(`${height}×${width}×${channels}\n`).update(pixels).digest('hex');
}

/**
 * SHA-256 over content hash and label of every datapoint, in order.
 * @param labels [N], −1 = unknown
 */
export function datasetHash(contentHashes: readonly string[], labels: ArrayLike<number>): string {
  const whole = createHash('sha256');
  contentHashes.forEach((hash, n) => whole.update(`${hash} ${labels[n]}\n`));
  return whole.digest('hex');
}
