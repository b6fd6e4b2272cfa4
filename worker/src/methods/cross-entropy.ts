import type * as tf from '@tensorflow/tfjs';

/**
 * −Σ_k t_k log softmax(z)_k, mean over the batch.
 *
 * @param logits z, [B, K]
 * @param targets t, [B, K], whose rows add up to 1
 */
export const crossEntropy = (logits: tf.Tensor2D, targets: tf.Tensor): tf.Scalar =>
  logits.logSumExp(1).sub<tf.Tensor1D>(logits.mul(targets).sum(1)).mean();
