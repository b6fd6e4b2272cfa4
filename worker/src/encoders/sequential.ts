import type * as tf from '@tensorflow/tfjs';
import { encoderLayer, encoderLayers, representationLayer } from '@engram/core';
import type { EncoderConfig, ImageShape } from '@engram/core';
import type { Encoder } from './encoder.ts';
import type { Layer } from './layers/layer.ts';
import type { Parameters } from './parameters.ts';

/** An encoder whose layers follow each other, each on the output of the one before. */
export interface Sequence<T extends tf.Tensor> {
  readonly parameters: Parameters;
  /** What the first layer takes. */
  prepare(images: tf.Tensor4D): T;
  /** One for each layer that the configuration names, in the same order. */
  readonly layers: readonly Layer<T, T>[];
  /** A layer's output → [B, D] */
  pool(output: T): tf.Tensor2D;
}

/** Runs the layers up to the one that is asked for. */
export function sequential<T extends tf.Tensor>(
  config: EncoderConfig,
  shape: ImageShape,
  { parameters, prepare, layers, pool }: Sequence<T>,
): Encoder {
  const named = encoderLayers(config);
  return {
    config,
    shape,
    parameters,
    layers: named,
    dims: named.at(-1)!.dims,
    represent: (images, mode, layer = representationLayer, form = 'pooled') => {
      const { index } = encoderLayer(config, layer);
      const output = layers.slice(0, index + 1).reduce((x, apply) => apply(x, mode), prepare(images));
      const flattens = form === 'flattened' && index < named.length - 1;
      return flattens ? output.reshape([images.shape[0], -1]) : pool(output);
    },
    dispose: () => parameters.dispose(),
  };
}
