import * as tf from '@tensorflow/tfjs';
import { type EncoderConfig, Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { projector } from '../../../worker/src/encoders/projector.ts';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { expectClose } from '../engine/compare-engines.ts';
import { enginesHere, lazyEngine, nativeEnginesHere } from '../engine/engines-here.ts';

const shape = { height: 11, width: 11, channels: 1 };
const configs: EncoderConfig[] = [
  { key: 'mlp', widths: [24, 12, 6] },
  { key: 'small-conv', channels: [4, 6, 8] },
];
const images = (count: number, seed = 1): Float32Array => {
  const rng = Rng.fromSeed(seed);
  return Float32Array.from({ length: count * 121 }, () => rng.uniform());
};
const batch = (count: number, seed?: number): tf.Tensor4D =>
  tf.tensor4d(images(count, seed), [count, 11, 11, 1]);
const rows = async (tensor: tf.Tensor): Promise<number[]> => {
  const values = Array.from(await tensor.data());
  tensor.dispose();
  return values;
};

describe.each(configs)('the encoder $key', (config) => {
  describe.each(enginesHere)('on the engine %s', (engine) => {
    beforeAll(async () => void (await selectEngine(engine)));

    it('turns a batch into one row of features a datapoint, and leaves no tensor behind', async () => {
      const before = tf.memory().numTensors;
      const encoder = createEncoder(config, shape, Rng.fromSeed(2));
      const h = tf.tidy(() => encoder.represent(batch(5), 'evaluate'));
      expect(h.shape).toEqual([5, encoder.dims]);
      await rows(h);
      const trained = tf.tidy(() => encoder.represent(batch(5), 'train'));
      await rows(trained);
      encoder.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    it('normalises by the batch in training and by running statistics in evaluation', async () => {
      const encoder = createEncoder(config, shape, Rng.fromSeed(2));
      const all = (mode: 'train' | 'evaluate') => rows(tf.tidy(() => encoder.represent(batch(64), mode)));
      const one = () =>
        rows(tf.tidy(() => encoder.represent(batch(64).slice([0], [1]) as tf.Tensor4D, 'evaluate')));
      const before = await one();
      expectClose((await all('evaluate')).slice(0, encoder.dims), before, 1e-5);
      // One batch again and again: the running statistics become its own, up to the unbiased variance.
      let inTraining: number[] = [];
      for (let i = 0; i < 120; i++) inTraining = await all('train');
      expectClose(await all('evaluate'), inTraining, 0.02);
      expect(await one()).not.toEqual(before);
      encoder.dispose();
    });
  });

  it('gives every layer by its name, pooled to one row a datapoint, and refuses others', async () => {
    await selectEngine('cpu');
    const before = tf.memory().numTensors;
    const encoder = createEncoder(config, shape, Rng.fromSeed(2));
    const sizes = tf.tidy(() =>
      encoder.layers.map(({ name }) => encoder.represent(batch(5), 'evaluate', name).shape),
    );
    expect(sizes).toEqual(encoder.layers.map(({ dims }) => [5, dims]));
    const last = (layer?: string) => rows(tf.tidy(() => encoder.represent(batch(5), 'evaluate', layer)));
    expect(await last('representation')).toEqual(await last());
    const unknown = (): unknown => tf.tidy(() => encoder.represent(batch(5), 'evaluate', 'layer9'));
    expect(unknown).toThrow(/has no layer 'layer9'; the nearest/);
    encoder.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('starts from the same values on every engine, and from others with another seed', async () => {
    const values: number[][] = [];
    for (const [engine, seed] of [
      ['cpu', 5],
      [lazyEngine, 5],
      ['cpu', 6],
    ] as const) {
      // prettier-ignore
      await selectEngine(engine);
      const encoder = createEncoder(config, shape, Rng.fromSeed(seed));
      values.push((await Promise.all(encoder.parameters.all.map(({ variable }) => variable.data()))).flatMap((v) => [...v])); // prettier-ignore
      encoder.dispose();
    }
    expect(values[1]).toEqual(values[0]);
    expect(values[2]).not.toEqual(values[0]);
  });

  it('gives the same gradients on every engine as on cpu', async () => {
    const results: number[][] = [];
    for (const engine of ['cpu', ...nativeEnginesHere] as const) {
      await selectEngine(engine);
      const encoder = createEncoder(config, shape, Rng.fromSeed(5));
      const head = projector([6, 3], encoder.dims, Rng.fromSeed(6));
      const variables = [...encoder.parameters.trainable, ...head.parameters.trainable];
      const tensors = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => {
          const z = head.project(encoder.represent(batch(10), 'train'), 'train');
          return z.mul(z.add(1)).square().mean<tf.Scalar>();
        });
        return [value, ...variables.map(({ variable }) => grads[variable.name]!)];
      });
      results.push((await Promise.all(tensors.map(rows))).flat());
      encoder.dispose();
      head.dispose();
    }
    expect(results[0]!.length).toBeGreaterThan(100);
    for (const result of results.slice(1)) expectClose(result, results[0]!, 2e-5);
  });
});

it('layers start within ±1/√fan-in, normalisation at scale 1 and shift 0', async () => {
  await selectEngine('cpu');
  const encoder = createEncoder({ key: 'mlp', widths: [400, 50] }, shape, Rng.fromSeed(1));
  const values = new Map<string, Float32Array>();
  for (const { name, variable } of encoder.parameters.all) values.set(name, await variable.data<'float32'>());
  expect([...values.keys()]).toEqual([
    'dense0.weight', 'norm0.weight', 'norm0.bias', 'dense1.weight', 'dense1.bias', 'norm0.running_mean', 'norm0.running_var',
  ]); // prettier-ignore
  const weights = values.get('dense0.weight')!;
  const bound = 1 / Math.sqrt(121);
  expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(bound);
  const spread = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0) / weights.length);
  expect(spread / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
  expect([...new Set(values.get('norm0.weight'))]).toEqual([1]);
  expect([...new Set(values.get('norm0.running_var'))]).toEqual([1]);
  expect([...new Set(values.get('norm0.bias'))]).toEqual([0]);
  encoder.dispose();
});

it('an encoder that ends where another has a layer computes the same', async () => {
  await selectEngine('cpu');
  const long = createEncoder({ key: 'small-conv', channels: [4, 6, 8] }, shape, Rng.fromSeed(3));
  const short = createEncoder({ key: 'small-conv', channels: [4, 6] }, shape, Rng.fromSeed(3));
  const layer = await rows(tf.tidy(() => long.represent(batch(5), 'evaluate', 'conv2')));
  expect(layer).toEqual(await rows(tf.tidy(() => short.represent(batch(5), 'evaluate'))));
  expect(layer).not.toEqual(await rows(tf.tidy(() => long.represent(batch(5), 'evaluate', 'conv1'))));
  long.dispose();
  short.dispose();
});

it('the representation of an mlp is its last dense layer on the layer before', async () => {
  await selectEngine('cpu');
  const encoder = createEncoder({ key: 'mlp', widths: [24, 12, 6] }, shape, Rng.fromSeed(3));
  const variable = (wanted: string): tf.Tensor =>
    encoder.parameters.all.find(({ name }) => name === wanted)!.variable;
  const product = tf.tidy(() =>
    encoder
      .represent(batch(5), 'evaluate', 'layer2')
      .matMul(variable('dense2.weight') as tf.Tensor2D)
      .add(variable('dense2.bias')),
  );
  expectClose(await rows(product), await rows(tf.tidy(() => encoder.represent(batch(5), 'evaluate'))), 1e-6);
  encoder.dispose();
});
