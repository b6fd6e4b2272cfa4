import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../parameters.ts';
import type { Layer } from './layer.ts';

/**
 * Dense layer x W + b, [B, I] → [B, O]. W and b are uniform in ±1/√I, PyTorch's default for `nn.Linear`.
 * A layer that batch normalisation follows goes without b, which the normalisation would take away again.
 */
export function dense(
  parameters: Parameters,
  name: string,
  inputs: number,
  outputs: number,
  options: { bias: boolean },
): Layer<tf.Tensor2D, tf.Tensor2D> {
  const bound = 1 / Math.sqrt(inputs);
  const weight = parameters.uniform<tf.Tensor2D>(`${name}.weight`, [inputs, outputs], bound, [1, 0]);
  if (!options.bias) return (x) => tf.matMul(x, weight);
  const bias = parameters.uniform<tf.Tensor1D>(`${name}.bias`, [outputs], bound);
  return (x) => tf.matMul(x, weight).add(bias);
}
