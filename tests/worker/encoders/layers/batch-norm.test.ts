import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchNormTrain } from '../../../../worker/src/encoders/layers/batch-norm.ts';
import { selectEngine } from '../../../../worker/src/engine/registry.ts';
import { computeOn, expectClose, expectSameOnEveryEngine } from '../../engine/compare-engines.ts';
import { enginesHere } from '../../engine/engines-here.ts';

const epsilon = 1e-5;

/** The same layer as automatic differentiation sees it. */
function plain(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes, true);
  return x.sub(mean).div(variance.add(epsilon).sqrt()).mul(gamma).add(beta);
}

const layer = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
  batchNormTrain(x, gamma as tf.Tensor1D, beta as tf.Tensor1D, epsilon).y;

describe.each(enginesHere)('batch normalization on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each([[[12, 5]], [[3, 4, 2, 5]]])(
    'of %j equals the plain formula, gradients included',
    async (shape) => {
      const results = await computeOn(engine, ({ uniform }) => {
        const inputs = [uniform(shape, -1, 3), uniform([5], 0.5, 2), uniform([5])];
        const dy = uniform(shape);
        return [layer, plain].flatMap((apply) => [
          apply(...(inputs as [tf.Tensor, tf.Tensor, tf.Tensor])),
          ...tf.grads(apply)(inputs, dy),
        ]);
      });
      for (let index = 0; index < 4; index += 1) {
        expectClose(results[index]?.values ?? [], results[index + 4]?.values ?? [], 2e-6);
      }
    },
  );

  it('reports the mean and the biased variance, owned by the caller', async () => {
    const [before, x] = [tf.memory().numTensors, tf.tensor2d([1, 10, 3, 10], [2, 2])];
    const gamma = tf.ones<tf.Rank.R1>([2]);
    const { y, mean, variance } = batchNormTrain(x, gamma, gamma);
    expect(Array.from(await mean.data())).toEqual([2, 10]);
    expect(Array.from(await variance.data())).toEqual([1, 0]);
    expect((await y.data())[1]).toBe(1);
    tf.dispose([x, gamma, y, mean, variance]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

it.each([
  ['few', 1],
  ['many', 8],
])('after a convolution of %s channels both engines agree, gradients included', async (_, channels) => {
  await expectSameOnEveryEngine(({ uniform }) => {
    const block = (x: tf.Tensor, w: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
      layer(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), gamma, beta).relu();
    const x = uniform([6, 8, 8, channels], 0, 1) as tf.Tensor4D;
    const inputs = [x, uniform([3, 3, channels, 32]), uniform([32], 0.5, 2), uniform([32])];
    const y = block(...(inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]));
    const maps = tf.conv2d(x, inputs[1] as tf.Tensor4D, 2, 'same');
    const { mean, variance } = batchNormTrain(maps, inputs[2] as tf.Tensor1D, inputs[3] as tf.Tensor1D);
    return [y, mean, variance, ...tf.grads(block)(inputs, uniform(y.shape))];
  }, 1e-5);
});
