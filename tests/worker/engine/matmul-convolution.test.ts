import * as tf from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { computeOn, expectClose, expectSameOnEveryEngine } from './compare-engines.ts';

const flags = [false, true];
const transposes = flags.flatMap((a) => flags.map((b) => [a, b] as const));

interface ConvolutionCase {
  size: [number, number];
  filter: [number, number];
  stride: number | [number, number];
  pad: 'same' | 'valid' | number;
  dilation?: number;
}

const convolutions: ConvolutionCase[] = [
  { size: [8, 8], filter: [3, 3], stride: 2, pad: 'same' },
  { size: [7, 7], filter: [3, 3], stride: 2, pad: 'same' },
  { size: [7, 6], filter: [3, 3], stride: 2, pad: 'same' },
  { size: [7, 6], filter: [3, 3], stride: 1, pad: 'same' },
  { size: [7, 6], filter: [3, 2], stride: 1, pad: 'valid' },
  { size: [9, 8], filter: [3, 3], stride: 2, pad: 'valid' },
  { size: [9, 9], filter: [2, 2], stride: 3, pad: 'valid' },
  { size: [8, 8], filter: [5, 5], stride: 2, pad: 2 },
  { size: [8, 8], filter: [1, 1], stride: 1, pad: 'same' },
  { size: [8, 8], filter: [1, 1], stride: 2, pad: 'same' },
  { size: [9, 7], filter: [3, 3], stride: [2, 1], pad: 'same' },
  { size: [9, 9], filter: [3, 3], stride: 1, pad: 'same', dilation: 2 },
];

describe('the engine onnxruntime agrees with the engine cpu', () => {
  it.each(transposes)('on matrix products, transposed %s and %s', async (ta, tb) => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const multiply = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, ta, tb);
      const [a, b] = [uniform(ta ? [5, 4] : [4, 5]), uniform(tb ? [6, 5] : [5, 6])];
      return [multiply(a, b), ...tf.grads(multiply)([a, b], uniform([4, 6]))];
    });
  });

  it.each(transposes)('on batched products, transposed %s and %s', async (ta, tb) => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const multiply = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, ta, tb);
      const [a, b] = [uniform(ta ? [3, 5, 4] : [3, 4, 5]), uniform(tb ? [3, 6, 5] : [3, 5, 6])];
      return [multiply(a, b), ...tf.grads(multiply)([a, b], uniform([3, 4, 6]))];
    });
  });

  it('on a batch times one matrix', async () => {
    await expectSameOnEveryEngine(({ uniform }) => [
      tf.matMul(uniform([3, 4, 5]), uniform([1, 5, 2])),
      tf.matMul(uniform([3, 4, 5]), uniform([5, 2])),
      tf.dot(uniform([5]), uniform([5, 2])),
      tf.einsum('nij,njk->nik', uniform([2, 3, 4]), uniform([2, 4, 5])),
    ]);
  });

  it.each(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const)(
    'on products fused with bias and %s',
    async (activation) => {
      await expectSameOnEveryEngine(({ uniform }) => {
        const [a, b, bias, alpha] = [uniform([4, 5]), uniform([5, 6]), uniform([6]), uniform([6])];
        const preluActivationWeights = activation === 'prelu' ? { preluActivationWeights: alpha } : {};
        return tf.fused.matMul({ a, b, bias, activation, ...preluActivationWeights });
      });
    },
  );

  it.each(convolutions)('on convolution of $size by $filter, stride $stride, $pad', async (options) => {
    const { size, filter, stride, pad, dilation = 1 } = options;
    const padding = pad as number;
    await expectSameOnEveryEngine(({ uniform }) => {
      const [x, w] = [uniform([2, ...size, 3]), uniform([...filter, 3, 4])];
      const convolve = (image: tf.Tensor, weights: tf.Tensor) =>
        tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, stride, padding, 'NHWC', dilation);
      const y = convolve(x, w);
      if (dilation > 1) return y;
      return [y, ...tf.grads(convolve)([x, w], uniform(y.shape))];
    });
  });

  it('on convolution fused with bias and relu', async () => {
    await expectSameOnEveryEngine(({ uniform }) =>
      tf.fused.conv2d({
        x: uniform([2, 6, 6, 3]) as tf.Tensor4D,
        filter: uniform([3, 3, 3, 4]) as tf.Tensor4D,
        strides: 1,
        pad: 'same',
        bias: uniform([4]),
        activation: 'relu',
      }),
    );
  });

  it.each([1, 2])('on depthwise convolution with %d outputs a channel', async (multiplier) => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const [x, w] = [uniform([2, 7, 7, 3]), uniform([3, 3, 3, multiplier])];
      const convolve = (image: tf.Tensor, weights: tf.Tensor) =>
        tf.depthwiseConv2d(image as tf.Tensor4D, weights as tf.Tensor4D, 2, 'same');
      const y = convolve(x, w);
      return [y, ...tf.grads(convolve)([x, w], uniform(y.shape))];
    });
  });

  it.each(['same', 'valid'] as const)('on pooling with %s padding', async (pad) => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const x = uniform([2, 7, 6, 3]);
      const maximum = (v: tf.Tensor) => tf.maxPool(v as tf.Tensor4D, 3, 2, pad);
      const average = (v: tf.Tensor) => tf.avgPool(v as tf.Tensor4D, 3, 2, pad);
      const dy = uniform(maximum(x).shape);
      const moved = [maximum(x), average(x), tf.grad(maximum)(x, dy)];
      // Where windows reach into the padding, the gradient of TensorFlow.js in JavaScript divides by too much.
      return pad === 'same' ? moved : [...moved, tf.grad(average)(x, dy)];
    });
  });

  it('on pooling with padding, whose gradient is the adjoint', async () => {
    const [forward, adjoint] = await computeOn('onnxruntime', ({ uniform }) => {
      const [x, dy] = [uniform([2, 7, 6, 3]), uniform([2, 4, 3, 3])];
      const average = (v: tf.Tensor) => tf.avgPool(v as tf.Tensor4D, 3, 2, 'same');
      return [average(x).mul(dy).sum(), tf.grad(average)(x, dy).mul(x).sum()];
    });
    expectClose(adjoint?.values ?? [], forward?.values ?? [NaN], 1e-5);
  });

  it('on batch normalization with given statistics', async () => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const [x, mean, variance] = [uniform([2, 3, 3, 4]), uniform([4]), uniform([4], 0.1, 2)];
      const [offset, scale] = [uniform([4]), uniform([4])];
      const normalize = (v: tf.Tensor) =>
        tf.batchNorm(
          v,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
        );
      return [normalize(x), tf.grad(normalize)(x, uniform(x.shape))];
    });
  });
});
