import * as tf from '@tensorflow/tfjs';
import { encoderConfigSchema, Rng, type EncoderConfig } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import { loadWeights, saveWeights } from '../../../worker/src/encoders/weights.ts';
import type { EngineName } from '@engram/core';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { isWeight } from '../../../worker/src/optimizers/optimizer.ts';
import { expectClose } from '../engine/compare-engines.ts';
import { enginesHere, lazyEngine } from '../engine/engines-here.ts';

const shape = { height: 12, width: 8, channels: 3 };
const batch = (count = 5): tf.Tensor4D => {
  const rng = Rng.fromSeed('images');
  const values = Float32Array.from({ length: count * 288 }, () => rng.uniform());
  return tf.tensor4d(values, [count, 12, 8, 3]);
};
const configs: EncoderConfig[] = [
  { key: 'resnet9', width: 2 },
  { key: 'resnet18', width: 2 },
  { key: 'vit-tiny', patch: 4, width: 8, depth: 2, heads: 2, pool: 'class' },
  { key: 'vit-tiny', patch: 2, width: 8, depth: 2, heads: 4, pool: 'mean' },
];
const rows = async (tensor: tf.Tensor): Promise<number[]> => {
  const values = Array.from(await tensor.data());
  tensor.dispose();
  return values;
};
const features = (encoder: Encoder, layer?: string): Promise<number[]> =>
  rows(tf.tidy(() => encoder.represent(batch(), 'evaluate', layer)));

describe.each(configs)('the encoder %j', (config) => {
  describe.each(enginesHere)('on the engine %s', (engine) => {
    beforeAll(async () => void (await selectEngine(engine)));

    it('gives every layer by its name, pooled to one row a datapoint, and leaves no tensor behind', async () => {
      const before = tf.memory().numTensors;
      const encoder = createEncoder(config, shape, Rng.fromSeed(2));
      const all = [];
      for (const { name, dims } of encoder.layers) {
        const values = await features(encoder, name);
        expect([name, values.length]).toEqual([name, 5 * dims]);
        expect(values.every(Number.isFinite)).toBe(true);
        all.push(values.join());
      }
      expect(new Set(all).size).toBe(encoder.layers.length);
      encoder.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    it('gives a datapoint the same representation whatever stands beside it', async () => {
      const encoder = createEncoder(config, shape, Rng.fromSeed(2));
      const alone = await rows(
        tf.tidy(() => encoder.represent(batch().slice([0], [1]) as tf.Tensor4D, 'evaluate')),
      );
      expectClose((await features(encoder)).slice(0, encoder.dims), alone, 1e-5);
      encoder.dispose();
    });
  });

  it('gives the same gradients on every engine', async () => {
    const gradientsOn = async (engine: EngineName): Promise<number[]> => {
      await selectEngine(engine);
      const encoder = createEncoder(config, shape, Rng.fromSeed(5));
      const variables = encoder.parameters.trainable.map(({ variable }) => variable);
      const tensors = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(
          () => encoder.represent(batch(8), 'train').add(1).square().mean<tf.Scalar>(),
          variables,
        );
        return [value, ...variables.map(({ name }) => grads[name]!)];
      });
      const values = (await Promise.all(tensors.map(rows))).flat();
      encoder.dispose();
      return values;
    };
    const reference = await gradientsOn('cpu');
    expect(reference.length).toBeGreaterThan(500);
    for (const engine of enginesHere.filter((name) => name !== 'cpu'))
      expectClose(await gradientsOn(engine), reference, 2e-4);
  });

  it('comes back from its weights to the last bit', async () => {
    await selectEngine(lazyEngine);
    const encoder = createEncoder(config, shape, Rng.fromSeed(3));
    await rows(tf.tidy(() => encoder.represent(batch(), 'train')));
    const bytes = await saveWeights(encoder);
    const loaded = loadWeights(bytes);
    expect(await features(loaded)).toEqual(await features(encoder));
    expect(await saveWeights(loaded)).toEqual(bytes);
    encoder.dispose();
    loaded.dispose();
  });

  it('lets weights decay, but neither biases, normalization nor class token', async () => {
    await selectEngine('cpu');
    const encoder = createEncoder(config, shape, Rng.fromSeed(3));
    const decaying = encoder.parameters.trainable.filter(({ variable }) => isWeight(variable));
    const others = encoder.parameters.trainable.filter(({ variable }) => !isWeight(variable));
    const isNorm = /(^|\.)(norm\d?|bn\d)\.weight$|(conv\d|res\d\.\d|downsample)\.1\.weight$/;
    expect(decaying.filter(({ name }) => !name.endsWith('.weight') || isNorm.test(name))).toEqual([]);
    expect(others.filter(({ name }) => !/(\.bias|^cls_token)$/.test(name) && !isNorm.test(name))).toEqual([]);
    encoder.dispose();
  });
});

it('a transformer sees where a patch stands, and through its class token all of them', async () => {
  await selectEngine(lazyEngine);
  const encoder = createEncoder(configs[2]!, shape, Rng.fromSeed(3));
  const of = (place: number): Promise<number[]> =>
    rows(
      tf.tidy(() => {
        const values = new Float32Array(288);
        // One bright patch of 4 × 4 pixels in column `place` of the first row of patches.
        for (let j = 0; j < 4; j++) values.fill(1, (j * 8 + place * 4) * 3, (j * 8 + place * 4 + 4) * 3);
        return encoder.represent(tf.tensor4d(values, [1, 12, 8, 3]), 'evaluate');
      }),
    );
  const [left, right] = [await of(0), await of(1)];
  expect(Math.max(...left.map((value, d) => Math.abs(value - right[d]!)))).toBeGreaterThan(1e-3);
  encoder.dispose();
});

it('tokens of all patches are those of the whole image, and others when some are left out', async () => {
  await selectEngine(lazyEngine);
  const encoder = createEncoder(configs[3]!, shape, Rng.fromSeed(3));
  const { rows: down, columns, representVisible } = encoder.patches!;
  const count = down * columns;
  const seeing = (places: number[]): Promise<number[]> =>
    rows(
      tf.tidy(() => {
        const chosen = tf.oneHot(tf.tensor1d(places, 'int32'), count).expandDims(0).tile([5, 1, 1]);
        return representVisible(batch(), chosen.cast('float32') as tf.Tensor3D, 'evaluate').mean(1);
      }),
    );
  const all = [...Array(count).keys()];
  expectClose(await seeing(all), await features(encoder), 1e-5);
  expectClose(await seeing(all.toReversed()), await features(encoder), 1e-5);
  expect(await seeing(all.slice(0, 6))).not.toEqual(await features(encoder));
  encoder.dispose();
});

it.each([
  [{ key: 'vit-tiny', patch: 5 }, "encoder: 'vit-tiny' cuts images into patches of 5 × 5, and 12 × 8 cannot be cut so. Set encoder.patch to 1, 2 or 4."],
  [{ key: 'resnet9' }, "encoder: 'resnet9' halves images three times and needs 8 pixels on each side, and these have 12 × 4."],
] as const)('%j is refused for images that it cannot take, before any weight is made', (settings, message) => {
  const config = encoderConfigSchema.parse(settings);
  const narrow = config.key === 'resnet9' ? { ...shape, width: 4 } : shape;
  const before = tf.memory().numTensors;
  expect(() => createEncoder(config, narrow, Rng.fromSeed(1))).toThrow(message);
  expect(tf.memory().numTensors).toBe(before);
}); // prettier-ignore
