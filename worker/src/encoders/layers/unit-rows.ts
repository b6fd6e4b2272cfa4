import type * as tf from '@tensorflow/tfjs';

/** Rows of length 1, [B, E] → [B, E]; a norm is at least 1e-6, so that a zero row has a gradient. */
export function unitRows(x: tf.Tensor2D): tf.Tensor2D {
  return x.div<tf.Tensor2D>(x.square().sum(1, true).maximum(1e-12).sqrt());
}
