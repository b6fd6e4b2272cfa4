import type * as tf from '@tensorflow/tfjs';
import { imageSize, type EncoderConfig, type ImageShape, type Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { dense } from './layers/dense.ts';
import { normalizedRelu } from './layers/normalization.ts';
import { Parameters } from './parameters.ts';

/**
 * Multilayer perceptron on the pixels: dense → batch norm → ReLU for each width, the last one dense alone. With the
 * widths 512, 512, 128 on 28 × 28 pixels it is the 784-512-512-128 of SCIENCE.md §7.
 */
export function mlp(config: Extract<EncoderConfig, { key: 'mlp' }>, shape: ImageShape, rng: Rng): Encoder {
  const parameters = new Parameters(rng);
  const { widths } = config;
  const dims = widths.at(-1)!;
  const inputs = imageSize(shape);
  const layers = widths.flatMap((width, i) => {
    const before = i === 0 ? inputs : widths[i - 1]!;
    const isLast = i === widths.length - 1;
    const linear = dense(parameters, `dense${i}`, before, width, { bias: isLast });
    return isLast ? [linear] : [linear, normalizedRelu<tf.Tensor2D>(parameters, `norm${i}`, width)];
  });
  return {
    config,
    shape,
    parameters,
    dims,
    represent: (images, mode) =>
      layers.reduce<tf.Tensor2D>((x, layer) => layer(x, mode), images.reshape([-1, inputs])), // [B, D]
    dispose: () => parameters.dispose(),
  };
}
