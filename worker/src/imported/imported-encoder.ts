/** An encoder that was trained elsewhere: an ONNX model behind the interface of every other encoder. */
import {
  DomainError,
  encoderLayer,
  encoderLayers,
  representationLayer,
  Rng,
  type ImageShape,
  type OnnxEncoderConfig,
} from '@engram/core';
import type { Encoder } from '../encoders/encoder.ts';
import { Parameters } from '../encoders/parameters.ts';
import { openModel } from './open-model.ts';
import { runModel } from './run-model.ts';

/**
 * Loads a model; the caller disposes it.
 * @param o.name of the model in messages
 * @throws DomainError INVALID_FILE when onnxruntime does not take it
 */
export async function importedEncoder(
  model: Uint8Array,
  o: { config: OnnxEncoderConfig; shape: ImageShape; name: string; threads: number },
): Promise<Encoder> {
  const { config, shape, name } = o;
  const session = await openModel(model, name, o.threads);
  const layers = encoderLayers(config);
  return {
    config,
    shape,
    layers,
    dims: layers.at(-1)!.dims,
    parameters: new Parameters(Rng.fromSeed('none')),
    represent() {
      throw new DomainError(
        'INVALID_CONFIG',
        'measure: it needs the gradients of the encoder, and an imported encoder has none here. Choose another measure.',
      );
    },
    async encode(images, count, layer = representationLayer, form = 'pooled') {
      const { ordinalName: output, dims, index } = encoderLayer(config, layer);
      const flattens = form === 'flattened' && index < layers.length - 1;
      const pass = { session, input: config.input, shape, name, flattens };
      const features = (await runModel(pass, images, count, [output])).get(output)!;
      if (flattens || features.dims === dims) return features.values;
      throw new DomainError(
        'INVALID_SCORE_INPUT',
        `${name}, output '${output}': it has ${features.dims} features, and ${dims} when it was imported.`,
      );
    },
    dispose: () => void session.release(),
  };
}
