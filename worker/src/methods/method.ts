import type * as tf from '@tensorflow/tfjs';

/** An SSL method as its loss: embeddings of two views of a batch → a scalar to make small. */
export interface Method {
  /**
   * @param z1 embeddings of the first views [B, E]
   * @param z2 embeddings of the second views, row by row of the same datapoints [B, E]
   * @returns a scalar that belongs to the `tf.tidy` around the call
   */
  loss(z1: tf.Tensor2D, z2: tf.Tensor2D): tf.Scalar;
  /** Frees what the method keeps between steps. */
  dispose(): void;
}
