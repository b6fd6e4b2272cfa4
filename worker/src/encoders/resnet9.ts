import * as tf from '@tensorflow/tfjs';
import type { EncoderConfig, ImageShape, Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { convolution } from './layers/convolution.ts';
import type { Layer } from './layers/layer.ts';
import { normalizedRelu } from './layers/normalization.ts';
import { Parameters } from './parameters.ts';
import { sequential } from './sequential.ts';

type Step = Layer<tf.Tensor4D, tf.Tensor4D>;

/**
 * The network of nine weight layers that "How to train your ResNet" (Page 2018) made known, without its last, the classifier: 3×3 convolutions
 * with batch norm and ReLU, of which two pairs lie beside a shortcut, with residuals as in He et al. 2016 (arXiv 1512.03385). Departures:
 * the mean over all positions at the end, rather than the maximum. Layers, each as its mean over all positions: `conv1`; `conv2` and `conv3`
 * and `conv4` after their pooling; `residual1` after `conv2`; and the representation after the second pair.
 */
export function resnet9(
  config: Extract<EncoderConfig, { key: 'resnet9' }>,
  shape: ImageShape,
  rng: Rng | null,
): Encoder {
  const parameters = new Parameters(rng);
  const { width } = config;
  const step = (name: string, inputs: number, outputs: number): Step => {
    const filters = convolution(parameters, `${name}.0`, inputs, outputs, { size: 3, stride: 1 });
    const normalized = normalizedRelu<tf.Tensor4D>(parameters, `${name}.1`, outputs);
    return (x, mode) => normalized(filters(x, mode), mode);
  };
  const pooled =
    (layer: Step): Step =>
    (x, mode) =>
      tf.maxPool(layer(x, mode), 2, 2, 'valid');
  const residual = (name: string, channels: number): Step => {
    const [first, second] = [step(`${name}.0`, channels, channels), step(`${name}.1`, channels, channels)];
    return (x, mode) => x.add(second(first(x, mode), mode));
  };
  return sequential<tf.Tensor4D>(config, shape, {
    parameters,
    prepare: (images) => images,
    layers: [
      step('conv1', shape.channels, width),
      pooled(step('conv2', width, 2 * width)),
      residual('res1', 2 * width),
      pooled(step('conv3', 2 * width, 4 * width)),
      pooled(step('conv4', 4 * width, 8 * width)),
      residual('res2', 8 * width),
    ],
    pool: (output) => output.mean<tf.Tensor2D>([1, 2]), // [B, H', W', D] → [B, D]
  });
}
