import * as tf from '@tensorflow/tfjs';

/** The newest rows first; the oldest fall out. [K, E] and [B, E] → [K, E] */
export function enqueued(queue: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  return tf.concat([rows, queue]).slice([0, 0], queue.shape);
}
