import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { reduce } from '../../../../../worker/src/engine/onnxruntime/kernels/reduction.ts';
import { leaf } from '../../../../../worker/src/engine/onnxruntime/trace.ts';
import { expectSameOnEveryEngine } from '../../compare-engines.ts';

type Reduction = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

const reductions: [string, Reduction, boolean][] = [
  ['sum', tf.sum, true],
  ['mean', tf.mean, true],
  ['max', tf.max, true],
  ['min', tf.min, true],
  ['prod', tf.prod, false],
  ['logSumExp', tf.logSumExp, true],
  ['euclideanNorm', (x, axis, keepDims) => tf.norm(x, 'euclidean', axis as number, keepDims), true],
];

const axes: [string, number | number[] | undefined, boolean][] = [
  ['all axes', undefined, false],
  ['the first axis', 0, false],
  ['the last axis, kept', -1, true],
  ['the middle axis', 1, false],
  ['the outer axes', [0, 2], false],
  ['the trailing axes', [1, 2], false],
];

describe('the engine onnxruntime agrees with the engine cpu', () => {
  describe.each(reductions)('on %s', (name, reduction, smooth) => {
    it.each(axes)('over %s', async (_, axis, keepDims) => {
      // TensorFlow.js norms take one axis or two.
      if (name === 'euclideanNorm' && axis === undefined) axis = [0, 1];
      await expectSameOnEveryEngine(({ uniform }) => {
        const x = uniform([4, 3, 5], 0.5, 2);
        const y = reduction(x, axis, keepDims);
        if (!smooth) return y;
        return [y, tf.grad((v) => reduction(v, axis, keepDims))(x, uniform(y.shape))];
      });
    });
  });

  it('over an axis of length 1, which takes no operator', async () => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const x = uniform([4, 1, 5]);
      return [tf.sum(x, 1), tf.mean(x, 1, true), tf.max(x, 1), tf.sum(x, [0, 1])];
    });
    const x = leaf(new Float32Array(20), 'float32', [4, 1, 5]);
    expect(reduce('ReduceSum', x, [1], false)).toMatchObject({ op: 'Reshape', shape: [4, 5] });
    expect(reduce('ReduceSum', x, [0, 1], false).op).toBe('ReduceSum');
  });

  it('on argMax and argMin, ties going to the first', async () => {
    await expectSameOnEveryEngine(({ integers, uniform }) => [
      tf.argMax(uniform([4, 6]), 1),
      tf.argMin(uniform([4, 6]), 0),
      tf.argMax(integers([5, 8], 0, 3), -1),
    ]);
  });

  it('on all and any', async () => {
    await expectSameOnEveryEngine(({ booleans }) => [
      tf.all(booleans([3, 4]), 1),
      tf.any(booleans([3, 4]), 0, true),
    ]);
  });

  it('on sums of whole numbers and of truths', async () => {
    await expectSameOnEveryEngine(({ integers, booleans }) => [
      tf.sum(integers([3, 4], -9, 9), 0),
      tf.sum(booleans([3, 4])),
      tf.mean(integers([3, 4], -9, 9)),
      tf.max(integers([3, 4], -9, 9), 1),
    ]);
  });

  it('on cumulative sums, with gradients', async () => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const x = uniform([3, 5]);
      return [
        tf.cumsum(x, 1),
        tf.cumsum(x, 0, true, true),
        tf.grad((v) => tf.cumsum(v, 1, true))(x, uniform([3, 5])),
      ];
    });
  });

  it('on the k largest', async () => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const { values, indices } = tf.topk(uniform([4, 9]), 3);
      return [values, indices];
    });
  });

  it('on moments', async () => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const { mean, variance } = tf.moments(uniform([6, 4]), 0);
      return [mean, variance];
    });
  });

  it('on softmax and logSoftmax, with gradients', async () => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const [x, dy] = [uniform([4, 6], -9, 9), uniform([4, 6])];
      return [
        tf.softmax(x),
        tf.logSoftmax(x),
        tf.grad((v) => tf.softmax(v))(x, dy),
        tf.grad((v) => tf.logSoftmax(v))(x, dy),
      ];
    });
  });

  it('on softmax and logSoftmax of rows that diverged', async () => {
    await expectSameOnEveryEngine(() => {
      const x = tf.tensor2d([
        [Infinity, 1, 2],
        [NaN, 1, 2],
        [1, 2, NaN],
        [1, 2, 3],
      ]);
      return [tf.softmax(x), tf.logSoftmax(x)];
    });
  });

  it('on sums by segment', async () => {
    await expectSameOnEveryEngine(({ uniform, integers }) =>
      tf.unsortedSegmentSum(uniform([7, 3]), integers([7], 0, 4) as tf.Tensor1D, 4),
    );
  });
});
