import * as tf from '@tensorflow/tfjs';
import { canonicalJson, imageSize, type EncoderConfig, type ImageShape } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';
import { permuted } from '../../../worker/src/encoders/weight-files/axes.ts';
import { encodeSafetensors } from '../../../worker/src/encoders/weight-files/safetensors.ts';
import { loadWeights } from '../../../worker/src/encoders/weights.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { enginesHere } from '../engine/engines-here.ts';

interface NetworkFixture {
  config: EncoderConfig;
  shape: ImageShape;
  /** A state_dict of PyTorch. */
  state: Record<string, { shape: number[]; values: number[] }>;
  /** [B, H, W, C] */
  images: number[];
  count: number;
  /** [B, D] in training. */
  output: number[];
  /** Mean of the squares of the output. */
  loss: number;
  gradients: Record<string, number[]>;
  /** [B, D] in evaluation, after the step of training moved the running statistics. */
  evaluated: number[];
}

const { networks } = readFixture<{ networks: NetworkFixture[] }>('networks');

/** As a weight file that PyTorch could have written. */
function loaded({ config, shape, state }: NetworkFixture): Encoder {
  const metadata = { format: 'pt', encoder: canonicalJson(config), shape: canonicalJson({ ...shape }) };
  const tensors = Object.entries(state).map(([name, tensor]) => ({
    name,
    shape: tensor.shape,
    values: Float32Array.from(tensor.values),
  }));
  return loadWeights(encodeSafetensors({ metadata, tensors }));
}

const read = async (tensor: tf.Tensor): Promise<Float32Array> => {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
};

describe.each(networks)('the whole network $config', (given) => {
  describe.each(enginesHere)('on the engine %s', (engine) => {
    beforeAll(async () => void (await selectEngine(engine)));

    it('equals the same network in PyTorch: output, loss, gradients, and output after a step', async () => {
      const encoder = loaded(given);
      const { height, width, channels } = given.shape;
      expect(given.images).toHaveLength(given.count * imageSize(given.shape));
      const images = tf.tensor4d(given.images, [given.count, height, width, channels]);
      const variables = encoder.parameters.trainable.map(({ variable }) => variable);
      const outputs: tf.Tensor[] = [];
      const { value, grads } = tf.variableGrads(() => {
        const output = encoder.represent(images, 'train');
        outputs.push(tf.keep(output.clone()));
        return output.square().mean<tf.Scalar>();
      }, variables);
      expectAllClose(Array.from(await read(outputs[0]!)), given.output, 1e-4);
      expectAllClose(Array.from(await read(value)), [given.loss], 1e-4);
      expect(encoder.parameters.trainable.map(({ name }) => name).sort()).toEqual(
        Object.keys(given.gradients).sort(),
      );
      const largest = Math.max(...Object.values(given.gradients).flat().map(Math.abs));
      for (const { name, variable, torchAxes } of encoder.parameters.trainable) {
        const gradient = permuted(await read(grads[variable.name]!), variable.shape, torchAxes);
        // Before batch norms a gradient can be the small difference of large ones: float32 leaves it their rounding.
        const wrong = given.gradients[name]!.filter(
          (wanted, at) => Math.abs(gradient[at]! - wanted) > 3e-4 * Math.abs(wanted) + 1e-4 * largest,
        );
        expect([name, wrong]).toEqual([name, []]);
      }
      const evaluated = tf.tidy(() => encoder.represent(images, 'evaluate'));
      expectAllClose(Array.from(await read(evaluated)), given.evaluated, 1e-4);
      images.dispose();
      encoder.dispose();
    });
  });
});
