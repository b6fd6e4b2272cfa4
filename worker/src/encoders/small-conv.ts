import type * as tf from '@tensorflow/tfjs';
import type { EncoderConfig, ImageShape, Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { convolution } from './layers/convolution.ts';
import type { Layer } from './layers/layer.ts';
import { normalizedRelu } from './layers/normalization.ts';
import { Parameters } from './parameters.ts';
import { sequential } from './sequential.ts';

/**
 * Convolutions 3×3 with stride 2, each with batch norm and ReLU, then the mean over all positions. Layers: `conv1`, `conv2`, …
 * after their ReLU, each as its mean over all positions, then the representation.
 */
export function smallConv(
  config: Extract<EncoderConfig, { key: 'small-conv' }>,
  shape: ImageShape,
  rng: Rng | null,
): Encoder {
  const parameters = new Parameters(rng);
  const { channels } = config;
  const layers = channels.map((outputs, i): Layer<tf.Tensor4D, tf.Tensor4D> => {
    const inputs = i === 0 ? shape.channels : channels[i - 1]!;
    const filters = convolution(parameters, `conv${i}`, inputs, outputs, { size: 3, stride: 2 });
    const normalized = normalizedRelu<tf.Tensor4D>(parameters, `norm${i}`, outputs);
    return (x, mode) => normalized(filters(x, mode), mode);
  });
  return sequential(config, shape, {
    parameters,
    prepare: (images) => images,
    layers,
    pool: (output) => output.mean<tf.Tensor2D>([1, 2]), // [B, H', W', D] → [B, D]
  });
}
