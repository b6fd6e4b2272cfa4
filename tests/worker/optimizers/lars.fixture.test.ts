import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { createOptimizer } from '../../../worker/src/optimizers/registry.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { enginesHere } from '../engine/engines-here.ts';

interface LarsFixture {
  learningRate: number;
  momentum: number;
  weightDecay: number;
  trustCoefficient: number;
  weight: number[][];
  gradients: number[][][];
  trace: number[][][];
  bias: number[];
  biasGradients: number[][];
  biasTrace: number[][];
}

const { lars } = readFixture<{ lars: LarsFixture }>('training');

describe.each(enginesHere)('LARS on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it('moves a weight and a bias as the reference does, step by step', async () => {
    const weight = tf.variable(tf.tensor(lars.weight));
    const bias = tf.variable(tf.tensor(lars.bias));
    const { learningRate, momentum, weightDecay, trustCoefficient } = lars;
    const optimizer = createOptimizer([weight, bias], {
      key: 'lars', learningRate, momentum, weightDecay, trustCoefficient, warmupFraction: 0,
    }); // prettier-ignore
    for (const step of lars.gradients.keys()) {
      tf.tidy(() =>
        optimizer.apply(
          {
            [weight.name]: tf.tensor(lars.gradients[step]!),
            [bias.name]: tf.tensor(lars.biasGradients[step]!),
          },
          tf.scalar(learningRate),
          [],
        ),
      );
      expectAllClose(Array.from(await weight.data()), lars.trace[step]!.flat(), 1e-5);
      expectAllClose(Array.from(await bias.data()), lars.biasTrace[step]!, 1e-5);
    }
    expect(lars.gradients.length).toBeGreaterThan(1);
    optimizer.dispose();
    tf.dispose([weight, bias]);
  });

  it('moves a weight that is 0, and stays finite where the gradient is 0', async () => {
    const [still, flat] = [tf.variable(tf.zeros([2, 2])), tf.variable(tf.ones([2, 2]))];
    const optimizer = createOptimizer([still, flat], {
      key: 'lars', learningRate: 1, momentum: 0, weightDecay: 0, trustCoefficient: 1e-3, warmupFraction: 0,
    }); // prettier-ignore
    tf.tidy(() =>
      optimizer.apply({ [still.name]: tf.ones([2, 2]), [flat.name]: tf.zeros([2, 2]) }, tf.scalar(0.5), []),
    );
    expect(Array.from(await still.data())).toEqual([-0.5, -0.5, -0.5, -0.5]);
    expect(Array.from(await flat.data())).toEqual([1, 1, 1, 1]);
    optimizer.dispose();
    tf.dispose([still, flat]);
  });
});
