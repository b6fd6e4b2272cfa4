import * as tf from '@tensorflow/tfjs';
import { methodCards, type MethodKey } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { saveWeights } from '../../../worker/src/encoders/weights.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { trainEncoder, type TrainingSaver } from '../../../worker/src/pipeline/train.ts';
import { decodeState, encodeState } from '../../../worker/src/pipeline/training-state.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { toyConfig, toyData } from './toy-run.ts';

const data = toyData(40);
const trainOn = Int32Array.from({ length: 30 }, (_, n) => n);
const configOf = (method: object, optimizer: object = {}) =>
  toyConfig({ method: method as never, optimizer: { learningRate: 0.02, ...optimizer }, epochs: 6 });

/** Of 12 steps, two an epoch: in the middle of the fourth epoch. */
const stopAfter = 7;

/** Keeps the state after `stopAfter` steps, as a file. */
function fileSaver() {
  let steps = 0;
  let file: Uint8Array | null = null;
  const saver: TrainingSaver = {
    saved: null,
    isDue: () => ++steps === stopAfter,
    save: async (read) => void (file = encodeState({ ...(await read()), elapsedMs: 5 })),
  };
  return { saver, file: () => file! };
}

type Config = ReturnType<typeof configOf>;

async function trained(config: Config, saver?: TrainingSaver) {
  let firstStep: number | null = null;
  const onProgress = (done: number): void => void (firstStep ??= done);
  const { encoder, lossHistory, alignmentHistory, steps } = await trainEncoder({
    ...{ config, data, trainOn, seed: 'seed', saver, onProgress },
  });
  const weights = await saveWeights(encoder);
  encoder.dispose();
  return { firstStep, outcome: { weights, lossHistory, alignmentHistory, steps } };
}

async function expectSameBits(config: Config): Promise<void> {
  const before = tf.memory().numTensors;
  const undisturbed = await trained(config);
  const { saver, file } = fileSaver();
  const kept = await trained(config, saver);
  expect(kept.outcome).toEqual(undisturbed.outcome);

  const saved = decodeState(file());
  expect(saved).toMatchObject({ elapsedMs: 5, record: { steps: stopAfter } });
  const wentOn: number[] = [];
  const goesOn = (...numbers: number[]): void => void wentOn.push(...numbers);
  const resumed = await trained(config, { saved, goesOn, isDue: () => false, save: async () => {} });
  expect(wentOn).toEqual([stopAfter, 12]);
  expect(resumed.firstStep).toBe(stopAfter + 1);
  expect(resumed.outcome).toEqual(undisturbed.outcome);
  expect(tf.memory().numTensors).toBe(before);
}

/** Queues that are full before the training stops, and one that is filled after it. */
const settings: Partial<Record<MethodKey, object>> = { moco: { queue: 64 }, swav: { queue: 128 } };

describe.each(enginesHere)('a training that stops and goes on, on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(Object.keys(methodCards) as MethodKey[])('%s ends with the same bits', (key) =>
    expectSameBits(configOf({ key, ...settings[key] })),
  );

  it.each([{ key: 'adamw' }, { key: 'lars' }, { key: 'sgd', momentum: 0 }])(
    '%j ends with the same bits',
    (optimizer) => expectSameBits(configOf({ key: 'simclr' }, optimizer)),
  );

  it('begins anew where what was saved belongs to another network', async () => {
    const { saver, file } = fileSaver();
    await trained(configOf({ key: 'simclr' }), saver);
    const saved = decodeState(file());
    const config = configOf({ key: 'moco', queue: 64 });
    const goesOn = (): void => expect.unreachable('it goes on');
    const { firstStep, outcome } = await trained(config, {
      ...{ saved, goesOn, isDue: () => false, save: async () => {} },
    });
    expect(firstStep).toBe(1);
    expect(outcome).toEqual((await trained(config)).outcome);
  });
});

it('a state that is no state is refused', () => {
  const bytes = encodeState({
    record: { steps: 1, lossSums: [1], seen: [1], alignmentHistory: [], lastLoss: 1 },
    elapsedMs: 1,
    values: [{ shape: [2], values: Float32Array.of(1, 2) }],
  });
  expect(() => decodeState(bytes.subarray(0, -1))).toThrowError(/damaged/);
});
