import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../parameters.ts';
import type { Layer } from './layer.ts';

/**
 * Convolution with a square filter of odd size, zeros around and no bias: [B, H, W, I] → [B, ⌈H/stride⌉, ⌈W/stride⌉, O].
 * The filter is uniform in ±1/√(size² I), PyTorch's default for `nn.Conv2d`.
 */
export function convolution(
  parameters: Parameters,
  name: string,
  inputs: number,
  outputs: number,
  { size, stride }: { size: 1 | 3; stride: 1 | 2 },
): Layer<tf.Tensor4D, tf.Tensor4D> {
  const bound = 1 / Math.sqrt(size * size * inputs);
  const filter = parameters.uniform<tf.Tensor4D>(
    `${name}.weight`,
    [size, size, inputs, outputs],
    bound,
    [3, 2, 0, 1],
  );
  return (x) => tf.conv2d(x, filter, stride, (size - 1) / 2);
}
