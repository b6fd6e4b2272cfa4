import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { clipGradients } from '../../../worker/src/optimizers/clip-gradients.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { toyConfig, toyData } from '../pipeline/toy-run.ts';

describe.each(enginesHere)('gradients on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  const clipped = async (clipNorm: number): Promise<number[]> => {
    const { a, b } = tf.tidy(() =>
      clipGradients({ a: tf.tensor2d([[3, 0]]), b: tf.tensor1d([0, 4]) }, clipNorm),
    );
    const values = [...(await a!.data()), ...(await b!.data())];
    tf.dispose([a!, b!]);
    return values;
  };

  it('are scaled together to the length that is allowed', async () => {
    (await clipped(2.5)).forEach((value, i) => expect(value).toBeCloseTo([1.5, 0, 0, 2][i]!, 5));
  });

  it('stay as they are when they are shorter', async () => {
    expect(await clipped(100)).toEqual([3, 0, 0, 4]);
  });

  it.each([
    { key: 'adamw', learningRate: 0.01 },
    { key: 'lars', learningRate: 3, trustCoefficient: 0.02 },
    { key: 'sgd', clipNorm: 1 },
  ] as const)('of a run with %j lower its loss', async (optimizer) => {
    const config = toyConfig({ epochs: 12, optimizer });
    const trainOn = Int32Array.from({ length: 30 }, (_, n) => n);
    const { encoder, lossHistory } = await trainEncoder({ config, data: toyData(40), trainOn, seed: 'seed' });
    encoder.dispose();
    expect(lossHistory.at(-1)!).toBeLessThan(lossHistory[0]! - 0.2);
  });
});
