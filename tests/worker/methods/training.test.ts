import * as tf from '@tensorflow/tfjs';
import { methodCards, type MethodKey } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { saveWeights } from '../../../worker/src/encoders/weights.ts';
import { representationSpread } from '../../../worker/src/pipeline/collapse.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { toyConfig, toyData } from '../pipeline/toy-run.ts';

const data = toyData(40);
const trainOn = Int32Array.from({ length: 30 }, (_, n) => n);
const configOf = (key: MethodKey, changes: Record<string, unknown> = {}) =>
  toyConfig({
    method: {
      key,
      ...(key === 'moco' && { queue: 64 }),
      ...(key === 'barlow-twins' && { redundancyWeight: 0.05 }),
      ...changes,
    } as never,
    optimizer: { learningRate: 0.02 },
    epochs: 8,
  });
/** Methods whose encoder sees one view at a time: there is no alignment of two to record. */
const oneView: readonly MethodKey[] = ['moco', 'mae', 'supervised'];
/** Methods whose loss begins low, against an empty queue or a copy that has not moved, and rises at first. */
const movingTarget: readonly MethodKey[] = ['moco', 'dino'];
const train = (key: MethodKey, changes?: Record<string, unknown>, on = data) =>
  trainEncoder({ config: configOf(key, changes), data: on, trainOn, seed: 'seed' });

describe.each(enginesHere)('every method on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(Object.keys(methodCards) as MethodKey[])(
    '%s trains to the same weights each time, without collapse, and leaves only the encoder behind',
    async (key) => {
      const before = tf.memory().numTensors;
      const weights = [];
      for (let repeat = 0; repeat < 2; repeat++) {
        const { encoder, lossHistory, alignmentHistory } = await train(key);
        expect(lossHistory.every(Number.isFinite)).toBe(true);
        expect(alignmentHistory).toHaveLength(oneView.includes(key) ? 0 : 8);
        expect(await representationSpread(encoder, data, trainOn)).toBeGreaterThan(0.05);
        weights.push(await saveWeights(encoder));
        encoder.dispose();
      }
      expect(weights[1]).toEqual(weights[0]);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it.each((Object.keys(methodCards) as MethodKey[]).filter((key) => !movingTarget.includes(key)))(
    '%s lowers its loss',
    async (key) => {
      const { encoder, lossHistory } = await train(key);
      encoder.dispose();
      expect(lossHistory.at(-1)!).toBeLessThan(lossHistory[0]!);
    },
  );

  it.each((Object.keys(methodCards) as MethodKey[]).filter((key) => key !== 'supervised'))(
    '%s never sees a label: others, or none, change no weight',
    async (key) => {
      const weights = [];
      for (const classes of [data.classes, data.classes.toReversed(), data.classes.map(() => -1)]) {
        const { encoder } = await train(key, {}, { ...data, classes });
        weights.push(await saveWeights(encoder));
        encoder.dispose();
      }
      expect(weights[1]).toEqual(weights[0]);
      expect(weights[2]).toEqual(weights[0]);
    },
  );

  it('swav trains on codes made along with a queue as soon as that is full', async () => {
    const weights = [];
    // 8 epochs of 30 datapoints: a queue of 120 is full half-way, one of 600 never.
    for (const queue of [0, 120, 600]) {
      const { encoder } = await train('swav', { queue });
      weights.push(await saveWeights(encoder));
      encoder.dispose();
    }
    expect(weights[1]).not.toEqual(weights[0]);
    expect(weights[2]).toEqual(weights[0]);
  });

  it.each(['byol', 'moco', 'dino'] as const)(
    '%s trains another encoder when its copy stands still',
    async (key) => {
      const [moving, still] = [await train(key, { momentum: 0.5 }), await train(key, { momentum: 1 })];
      const [a, b] = [await saveWeights(moving.encoder), await saveWeights(still.encoder)];
      moving.encoder.dispose();
      still.encoder.dispose();
      expect(a).not.toEqual(b);
    },
  );
});
