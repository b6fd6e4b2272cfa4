import type * as tf from '@tensorflow/tfjs';
import type { EncoderConfig, ImageShape, Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { convolution } from './layers/convolution.ts';
import { normalizedRelu } from './layers/normalization.ts';
import { residualBlock } from './layers/residual-block.ts';
import { Parameters } from './parameters.ts';
import { sequential } from './sequential.ts';

/**
 * ResNet-18 (He et al. 2016, arXiv 1512.03385, table 1) for small images: a 3×3 convolution without stride, then four stages of two residual
 * blocks, of which the last three stages begin with stride 2 and twice the channels, and the mean over all positions. Departures: the 3×3
 * convolution takes the place of a 7×7 one with stride 2 and of the pooling after it; filters start as PyTorch's default has them.
 * Named as in torchvision. Layers, each as its mean over all positions: `conv1` and `block1` … `block8` after their ReLU, the last of which is the representation.
 */
export function resnet18(
  config: Extract<EncoderConfig, { key: 'resnet18' }>,
  shape: ImageShape,
  rng: Rng | null,
): Encoder {
  const parameters = new Parameters(rng);
  const { width } = config;
  const stem = convolution(parameters, 'conv1', shape.channels, width, { size: 3, stride: 1 });
  const normalized = normalizedRelu<tf.Tensor4D>(parameters, 'bn1', width);
  const blocks = [1, 2, 4, 8].flatMap((times, stage) => {
    const [outputs, inputs] = [times * width, stage === 0 ? width : (times / 2) * width];
    const name = `layer${stage + 1}`;
    return [
      residualBlock(parameters, `${name}.0`, inputs, outputs, stage === 0 ? 1 : 2),
      residualBlock(parameters, `${name}.1`, outputs, outputs, 1),
    ];
  });
  return sequential<tf.Tensor4D>(config, shape, {
    parameters,
    prepare: (images) => images,
    layers: [(x, mode) => normalized(stem(x, mode), mode), ...blocks],
    pool: (output) => output.mean<tf.Tensor2D>([1, 2]), // [B, H', W', D] → [B, D]
  });
}
