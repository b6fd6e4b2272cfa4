import * as tf from '@tensorflow/tfjs';
import { optimizerConfigSchema } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { createOptimizer } from '../../../worker/src/optimizers/registry.ts';
import { enginesHere } from '../engine/engines-here.ts';

/** PyTorch's rule by hand for one value and loss w²/2, whose gradient is w. */
function byHand(start: number, rates: readonly number[], weightDecay: number): number[] {
  let [weight, first, second] = [start, 0, 0];
  return rates.map((rate, i) => {
    first = 0.9 * first + 0.1 * weight;
    second = 0.99 * second + 0.01 * weight ** 2;
    const update = first / (1 - 0.9 ** (i + 1)) / (Math.sqrt(second / (1 - 0.99 ** (i + 1))) + 1e-8);
    weight -= rate * weightDecay * weight + rate * update;
    return weight;
  });
}

describe.each(enginesHere)('AdamW on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it('follows the rule, decays weights but not biases, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const [weight, bias] = tf.tidy(() => [tf.variable(tf.tensor2d([[2]])), tf.variable(tf.tensor1d([2]))]);
    const config = optimizerConfigSchema.parse({ key: 'adamw', beta2: 0.99, weightDecay: 0.2 });
    const optimizer = createOptimizer([weight!, bias!], config);
    const rates = [0.1, 0.08, 0.03, 0.01];
    const [decayed, plain] = [byHand(2, rates, 0.2), byHand(2, rates, 0)];
    for (const [step, rate] of rates.entries()) {
      tf.tidy(() => {
        const half = (x: tf.Tensor) => x.square().sum().div(2);
        const loss = () => half(weight!).add(half(bias!)).asScalar();
        const scheduled = optimizer.schedule!(step).map((value) => tf.scalar(value));
        optimizer.apply(tf.variableGrads(loss, [weight!, bias!]).grads, tf.scalar(rate), scheduled);
      });
      expect((await weight!.data())[0]).toBeCloseTo(decayed[step]!, 5);
      expect((await bias!.data())[0]).toBeCloseTo(plain[step]!, 5);
    }
    optimizer.dispose();
    tf.dispose([weight!, bias!]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
