import type * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../parameters.ts';
import { convolution } from './convolution.ts';
import type { Layer } from './layer.ts';
import { batchNormalization, normalizedRelu } from './normalization.ts';

/**
 * Two 3×3 convolutions beside a shortcut, [B, H, W, I] → [B, ⌈H/stride⌉, ⌈W/stride⌉, O]:
 *
 *   y = ReLU( BN(conv(ReLU(BN(conv_stride(x))))) + shortcut(x) )
 *
 * The shortcut is x itself, or BN(1×1 convolution) where the shape changes. Source: He et al. 2016 (arXiv 1512.03385), section 3.3,
 * option B. Named as in torchvision's `BasicBlock`.
 */
export function residualBlock(
  parameters: Parameters,
  name: string,
  inputs: number,
  outputs: number,
  stride: 1 | 2,
): Layer<tf.Tensor4D, tf.Tensor4D> {
  const first = convolution(parameters, `${name}.conv1`, inputs, outputs, { size: 3, stride });
  const firstNorm = normalizedRelu<tf.Tensor4D>(parameters, `${name}.bn1`, outputs);
  const second = convolution(parameters, `${name}.conv2`, outputs, outputs, { size: 3, stride: 1 });
  const secondNorm = batchNormalization<tf.Tensor4D>(parameters, `${name}.bn2`, outputs);
  const shortcut = shortcutOf(parameters, `${name}.downsample`, inputs, outputs, stride);
  return (x, mode) => {
    const inner = firstNorm(first(x, mode), mode);
    return secondNorm(second(inner, mode), mode).add<tf.Tensor4D>(shortcut(x, mode)).relu();
  };
}

function shortcutOf(
  parameters: Parameters,
  name: string,
  inputs: number,
  outputs: number,
  stride: 1 | 2,
): Layer<tf.Tensor4D, tf.Tensor4D> {
  if (stride === 1 && inputs === outputs) return (x) => x;
  const projection = convolution(parameters, `${name}.0`, inputs, outputs, { size: 1, stride });
  const normalized = batchNormalization<tf.Tensor4D>(parameters, `${name}.1`, outputs);
  return (x, mode) => normalized(projection(x, mode), mode);
}
