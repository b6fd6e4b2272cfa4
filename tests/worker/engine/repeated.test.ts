import * as tf from '@tensorflow/tfjs';
import { methodCards, type MethodKey, type RunConfigInput } from '@engram/core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { saveWeights } from '../../../worker/src/encoders/weights.ts';
import { Repeated } from '../../../worker/src/engine/repeated.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { toyConfig, toyData } from '../pipeline/toy-run.ts';
import { enginesHere, lazyEngine } from './engines-here.ts';

const valuesOf = async (tensor: tf.Tensor): Promise<number[]> => Array.from(await tensor.data());

describe.each(enginesHere)('a repeated computation on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it('has the values of each call, changes its variables, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const sum = tf.tidy(() => tf.variable(tf.tensor1d([0, 0])));
    const repeated = new Repeated([sum]);
    for (const [call, [x, factor]] of [
      [1, 2],
      [10, 3],
      [100, 4],
    ].entries()) {
      const [made] = tf.tidy(() => {
        const inputs = [tf.tensor1d([x!, -x!]), tf.scalar(factor!)] as const;
        return repeated.run('', inputs, () => {
          const scaled = inputs[0].mul(inputs[1]);
          sum.assign(sum.add(scaled));
          return [scaled.add(1)];
        });
      }); // prettier-ignore
      expect(await valuesOf(made!)).toEqual([x! * factor! + 1, 1 - x! * factor!]);
      expect((await valuesOf(sum))[0]).toBe([2, 32, 432][call]);
      made!.dispose();
    }
    sum.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe(`a repeated computation on the engine ${lazyEngine}`, () => {
  beforeAll(async () => void (await selectEngine(lazyEngine)));

  it('runs once for each key', async () => {
    const seen: string[] = [];
    const repeated = new Repeated([]);
    const call = (key: string, factor: number, x: number) =>
      tf.tidy(() => {
        const input = tf.scalar(x);
        return repeated.run(key, [input], () => {
          seen.push(key);
          return [input.mul(factor)];
        })[0]!;
      });
    const made = [call('double', 2, 5), call('triple', 3, 5), call('double', 2, 7), call('triple', 3, 7)];
    expect((await Promise.all(made.map(valuesOf))).flat()).toEqual([10, 15, 14, 21]);
    expect(seen).toEqual(['double', 'triple']);
    tf.dispose(made);
  });

  it('remembers what does not change, also after that was disposed of', async () => {
    const repeated = new Repeated([]);
    const call = (x: number, more: tf.Tensor) =>
      tf.tidy(() => {
        const input = tf.scalar(x);
        return repeated.run('', [input], () => [more.add(input)])[0]!;
      });
    const more = tf.tensor1d([1, 2, 3]);
    const first = call(1, more);
    expect(await valuesOf(first)).toEqual([2, 3, 4]);
    tf.dispose([first, more]);
    // Takes the memory of what was disposed of.
    const other = tf.tensor1d([7, 8, 9]);
    const second = call(10, other);
    expect(await valuesOf(second)).toEqual([11, 12, 13]);
    tf.dispose([other, second]);
  });

  it('is recorded anew while its values are not there yet, or are one', async () => {
    const [a, b] = tf.tidy(() => [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))]);
    const repeated = new Repeated([a!, b!]);
    let recorded = 0;
    const call = () =>
      repeated.run('', [], () => {
        recorded += 1;
        tf.tidy(() => a!.assign(a!.add(b!)));
        return [];
      });
    tf.tidy(() => a!.assign(b!.add(0).add(1)));
    call();
    expect(await valuesOf(a!)).toEqual([5]);
    tf.tidy(() => a!.assign(b!.clone()));
    call();
    expect(await valuesOf(a!)).toEqual([4]);
    call();
    call();
    expect(await valuesOf(a!)).toEqual([8]);
    expect(recorded).toBe(3);
    tf.dispose([a!, b!]);
  });

  it('names a variable that it changes and was not told of', () => {
    const told = tf.tidy(() => tf.variable(tf.scalar(1), true, 'told'));
    const secret = tf.tidy(() => tf.variable(tf.scalar(1), true, 'secret'));
    const run = () =>
      new Repeated([told]).run('', [], () => {
        tf.tidy(() => [told, secret].forEach((variable) => variable.assign(variable.add(1))));
        return [];
      });
    expect(run).toThrow('a repeated computation changed secret, which it was not told of');
    tf.dispose([told, secret]);
  });
});

type OptimizerInput = RunConfigInput['optimizer'];

const optimizers: OptimizerInput[] = [
  { learningRate: 0.02 },
  { key: 'adamw', learningRate: 1e-3, clipNorm: 1 },
  { key: 'lars', learningRate: 0.1 },
];

const all = (Object.keys(methodCards) as MethodKey[]).flatMap((key) =>
  optimizers.map((optimizer) => [key, optimizer] as const),
);
/** On a device that is software one of them has to do. */
const trained = lazyEngine === 'onnxruntime' ? all : all.slice(0, 1);

describe('a training whose steps are recorded once', () => {
  beforeAll(async () => void (await selectEngine(lazyEngine)));
  afterEach(() => vi.restoreAllMocks());

  const data = toyData(40);
  const trainOn = Int32Array.from({ length: 31 }, (_, n) => n);
  async function train(method: MethodKey, optimizer: OptimizerInput) {
    // 4 batches of two sizes an epoch; the queues are full half-way.
    const settings = { ...(method === 'moco' && { queue: 64 }), ...(method === 'swav' && { queue: 60 }) };
    const config = toyConfig({ batch: 8, epochs: 4, method: { key: method, ...settings } as never, optimizer }); // prettier-ignore
    const { encoder, lossHistory, alignmentHistory } = await trainEncoder({ config, data, trainOn, seed: 'seed' }); // prettier-ignore
    const weights = await saveWeights(encoder);
    encoder.dispose();
    return { lossHistory, alignmentHistory, weights };
  }

  it.each(trained)('%s by %o: the bits of one whose steps are each recorded', async (method, optimizer) => {
    const once = await train(method, optimizer);
    vi.spyOn(Repeated.prototype, 'run').mockImplementation((_key, _inputs, compute) => compute());
    expect(once).toEqual(await train(method, optimizer));
  });
});
