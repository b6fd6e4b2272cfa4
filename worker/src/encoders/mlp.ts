import type * as tf from '@tensorflow/tfjs';
import { imageSize, type EncoderConfig, type ImageShape, type Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { dense } from './layers/dense.ts';
import type { Layer } from './layers/layer.ts';
import { normalizedRelu } from './layers/normalization.ts';
import { Parameters } from './parameters.ts';
import { sequential } from './sequential.ts';

/**
 * Multilayer perceptron on the pixels: dense → batch norm → ReLU for each width, the last one dense alone. With the
 * widths 512, 512, 128 on 28 × 28 pixels it is a 784-512-512-128. Layers: `layer1`, `layer2`, … after their ReLU, then the representation.
 */
export function mlp(
  config: Extract<EncoderConfig, { key: 'mlp' }>,
  shape: ImageShape,
  rng: Rng | null,
): Encoder {
  const parameters = new Parameters(rng);
  const { widths } = config;
  const inputs = imageSize(shape);
  const layers = widths.map((width, i): Layer<tf.Tensor2D, tf.Tensor2D> => {
    const before = i === 0 ? inputs : widths[i - 1]!;
    const isLast = i === widths.length - 1;
    const linear = dense(parameters, `dense${i}`, before, width, { bias: isLast });
    if (isLast) return linear;
    const normalized = normalizedRelu<tf.Tensor2D>(parameters, `norm${i}`, width);
    return (x, mode) => normalized(linear(x, mode), mode);
  });
  return sequential(config, shape, {
    parameters,
    prepare: (images) => images.reshape([-1, inputs]), // [B, H · W · C]
    layers,
    pool: (output) => output, // [B, D]
  });
}
