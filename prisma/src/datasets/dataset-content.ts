/** How the content of a dataset is hashed: what names its files, its datapoints and itself, on every machine. */
import { createHash } from 'node:crypto';
import type { DatapointValues, ImageShape } from '@engram/core';

/** The bytes of values, not copied: one each, or four in the byte order of this machine (little-endian). */
export const bytesOf = (values: DatapointValues): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/**
 * SHA-256 of `H×W×C\n` and the pixels, or of `H×W×C float32\n` and the values of what is no image: equal for equal datapoints,
 * whatever dataset they are in.
 * @param values [H, W, C]
 */
export function datapointHash(values: DatapointValues, { height, width, channels }: ImageShape): string {
  const type = values instanceof Uint8Array ? '' : ' float32';
  return createHash('sha256')
    .update(`${height}×${width}×${channels}${type}\n`)
    .update(bytesOf(values))
    .digest('hex');
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
