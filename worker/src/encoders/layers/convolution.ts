import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../parameters.ts';
import type { Layer } from './layer.ts';

/**
 * 3×3 convolution with stride 2, one pixel of zeros around and no bias, [B, H, W, I] → [B, ⌈H/2⌉, ⌈W/2⌉, O].
 * The filter is uniform in ±1/√(9 I), PyTorch's default for `nn.Conv2d`.
 */
export function convolution(
  parameters: Parameters,
  name: string,
  inputs: number,
  outputs: number,
): Layer<tf.Tensor4D, tf.Tensor4D> {
  const bound = 1 / Math.sqrt(9 * inputs);
  const filter = parameters.uniform<tf.Tensor4D>(
    `${name}.weight`,
    [3, 3, inputs, outputs],
    bound,
    [3, 2, 0, 1],
  );
  return (x) => tf.conv2d(x, filter, 2, 1);
}
