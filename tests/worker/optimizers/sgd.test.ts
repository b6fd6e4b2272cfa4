import * as tf from '@tensorflow/tfjs';
import { optimizerConfigSchema } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { enginesHere } from '../engine/engines-here.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { createOptimizer } from '../../../worker/src/optimizers/registry.ts';
import { Sgd } from '../../../worker/src/optimizers/sgd.ts';

/** PyTorch's rule by hand for one weight and loss w²/2, whose gradient is w. */
function byHand(start: number, rates: readonly number[], momentum: number, weightDecay: number): number[] {
  let weight = start;
  let velocity = 0;
  return rates.map((rate) => {
    velocity = momentum * velocity + weight + weightDecay * weight;
    weight -= rate * velocity;
    return weight;
  });
}

describe.each(enginesHere)('SGD on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each([
    { momentum: 0.9, weightDecay: 5e-4 },
    { momentum: 0.9, weightDecay: 0 },
    { momentum: 0, weightDecay: 0.1 },
  ])('follows the rule with %j and leaves no tensor behind', async (options) => {
    const before = tf.memory().numTensors;
    const weight = tf.variable(tf.scalar(2));
    const sgd = new Sgd([{ variable: weight, decays: true }], options);
    const rates = [0.1, 0.08, 0.03, 0.01];
    const expected = byHand(2, rates, options.momentum, options.weightDecay);
    for (const [step, rate] of rates.entries()) {
      tf.tidy(() => {
        const { grads } = tf.variableGrads(() => weight.square().div(2).asScalar(), [weight]);
        sgd.apply(grads, tf.scalar(rate));
      });
      expect((await weight.data())[0]).toBeCloseTo(expected[step]!, 6);
    }
    sgd.dispose();
    weight.dispose();
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(1); // the scalar the weight started from
  });

  it('decays a matrix, but neither a bias nor the scale of a normalization', async () => {
    const [weight, bias] = tf.tidy(() => [tf.variable(tf.tensor2d([[2]])), tf.variable(tf.tensor1d([2]))]);
    const config = optimizerConfigSchema.parse({ key: 'sgd', momentum: 0.9, weightDecay: 0.2 });
    const optimizer = createOptimizer([weight!, bias!], config);
    const rates = [0.1, 0.08, 0.03];
    for (const rate of rates)
      tf.tidy(() => {
        const half = (x: tf.Tensor) => x.square().sum().div(2);
        const loss = () => half(weight!).add(half(bias!)).asScalar();
        optimizer.apply(tf.variableGrads(loss, [weight!, bias!]).grads, tf.scalar(rate), []);
      });
    expect((await weight!.data())[0]).toBeCloseTo(byHand(2, rates, 0.9, 0.2).at(-1)!, 6);
    expect((await bias!.data())[0]).toBeCloseTo(byHand(2, rates, 0.9, 0).at(-1)!, 6);
    optimizer.dispose();
    tf.dispose([weight!, bias!]);
  });
});
