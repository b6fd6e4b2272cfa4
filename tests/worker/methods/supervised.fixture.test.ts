import * as tf from '@tensorflow/tfjs';
import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { saveWeights } from '../../../worker/src/encoders/weights.ts';
import { supervisedLoss } from '../../../worker/src/methods/supervised.ts';
import { representationSpread } from '../../../worker/src/pipeline/collapse.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { supervised } from '../../oracles/methods/supervised.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { toyConfig, toyData } from '../pipeline/toy-run.ts';
import { centralDifferences, relativeError, withGradients, type Matrix } from './loss-on-engine.ts';
import { randomMatrix } from './random-matrix.ts';

const labels = [0, 2, 1, 2, 0, 3, 1];
const loss = (smoothing: number) => (logits: tf.Tensor2D) =>
  supervisedLoss(logits, tf.tensor1d(labels, 'int32'), smoothing);

const data = toyData(40);
const trainOn = Int32Array.from({ length: 30 }, (_, n) => n);
const config = toyConfig({
  method: { key: 'supervised' },
  optimizer: { learningRate: 0.05 },
  epochs: 20,
});
const classify = (classes: Int32Array) =>
  trainEncoder({ config, data: { ...data, classes }, trainOn, seed: 'seed' });

describe.each(enginesHere)('supervised on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each([0, 0.1])('is cross-entropy at smoothing %d, and its gradient finite differences', async (s) => {
    const logits = randomMatrix(7, 4, Rng.fromSeed('supervised'));
    const ours = await withGradients((z) => loss(s)(z!), [logits]);
    expectAllClose([ours.loss], [supervised(logits, labels, s)], 1e-5);
    const expected = centralDifferences((z: Matrix) => supervised(z, labels, s), logits);
    expect(relativeError(ours.gradients[0]!, expected)).toBeLessThan(1e-4);
  });

  it('falls from guessing to knowing, and gives each class a direction', async () => {
    const { encoder, lossHistory, alignmentHistory } = await classify(data.classes);
    expect(Math.abs(lossHistory[0]! - Math.log(4))).toBeLessThan(0.5);
    expect(lossHistory.at(-1)!).toBeLessThan(0.2);
    expect(alignmentHistory).toEqual([]);
    expect(await representationSpread(encoder, data, trainOn)).toBeGreaterThan(0.3);
    encoder.dispose();
  });

  it('has a class for each label that occurs, whatever their numbers', async () => {
    const renamed = data.classes.map((label) => 3 + 7 * label);
    const [own, others] = [await classify(data.classes), await classify(renamed)];
    expect(await saveWeights(own.encoder)).toEqual(await saveWeights(others.encoder));
    own.encoder.dispose();
    others.encoder.dispose();
  });

  it('trains another encoder on other labels', async () => {
    const [own, others] = [await classify(data.classes), await classify(data.classes.toReversed())];
    expect(await saveWeights(own.encoder)).not.toEqual(await saveWeights(others.encoder));
    own.encoder.dispose();
    others.encoder.dispose();
  });

  it('refuses data without labels, of one class, or with a datapoint that lacks one', async () => {
    const before = tf.memory().numTensors;
    const all = (label: number) => data.classes.map(() => label);
    await expect(classify(all(-1))).rejects.toThrow(/the data have no labels. Choose a method/);
    for (const label of [0, 5])
      await expect(classify(all(label))).rejects.toThrow(/labels of one class only/);
    const holed = data.classes.map((label, n) => (n === 3 ? -1 : label));
    await expect(classify(holed)).rejects.toThrow(/one datapoint has none/);
    expect(tf.memory().numTensors).toBe(before);
  });
});
