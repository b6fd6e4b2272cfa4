import type * as tf from '@tensorflow/tfjs';
import type { EncoderConfig, ImageShape, Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { convolution } from './layers/convolution.ts';
import { normalizedRelu } from './layers/normalization.ts';
import { Parameters } from './parameters.ts';

/** Convolutions 3×3 with stride 2, each with batch norm and ReLU, then the mean over all positions. */
export function smallConv(
  config: Extract<EncoderConfig, { key: 'small-conv' }>,
  shape: ImageShape,
  rng: Rng,
): Encoder {
  const parameters = new Parameters(rng);
  const { channels } = config;
  const dims = channels.at(-1)!;
  const layers = channels.flatMap((outputs, i) => [
    convolution(parameters, `conv${i}`, i === 0 ? shape.channels : channels[i - 1]!, outputs),
    normalizedRelu<tf.Tensor4D>(parameters, `norm${i}`, outputs),
  ]);
  return {
    config,
    shape,
    parameters,
    dims,
    represent: (images, mode) =>
      layers
        .reduce<tf.Tensor4D>((x, layer) => layer(x, mode), images) // [B, H', W', D]
        .mean<tf.Tensor2D>([1, 2]), // [B, D]
    dispose: () => parameters.dispose(),
  };
}
