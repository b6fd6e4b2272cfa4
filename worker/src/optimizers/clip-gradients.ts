import * as tf from '@tensorflow/tfjs';

/**
 * Gradients scaled down together so that they are at most `clipNorm` long, over all variables, as PyTorch's `clip_grad_norm_`; shorter ones
 * stay as they are.
 *
 * @returns tensors that belong to the `tf.tidy` around the call
 */
export function clipGradients(
  gradients: Readonly<Record<string, tf.Tensor>>,
  clipNorm: number,
): Record<string, tf.Tensor> {
  const length = tf.addN(Object.values(gradients).map((gradient) => gradient.square().sum())).sqrt();
  const factor = tf.scalar(clipNorm).div(length.add(1e-6)).minimum(1);
  return Object.fromEntries(
    Object.entries(gradients).map(([name, gradient]) => [name, gradient.mul(factor)]),
  );
}
