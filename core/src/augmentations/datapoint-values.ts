import type { DataKind } from '../data-kind.ts';

/**
 * Values of N datapoints, [N, H, W, C]: bytes of images, which stand for 0–1; float32 of every other kind, which are what they are.
 * A vector of D values is 1 × D × 1, a series of T steps 1 × T × C, a text of D hashed words 1 × D × 1.
 */
export type DatapointValues = Uint8Array | Float32Array;

/** Values of datapoints of this kind, all of them 0. */
export const allocateValues = (kind: DataKind, length: number): DatapointValues =>
  kind === 'image' ? new Uint8Array(length) : new Float32Array(length);

/** What the values are divided by before an encoder or an operation sees them. */
export const valueScale = (values: DatapointValues): number => (values instanceof Uint8Array ? 255 : 1);

/** Values as an encoder takes them. */
export function encoderInputs(values: DatapointValues): Float32Array {
  const scale = valueScale(values);
  const inputs = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) inputs[i] = values[i]! / scale;
  return inputs;
}
