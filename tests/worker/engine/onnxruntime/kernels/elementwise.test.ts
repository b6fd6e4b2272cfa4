import * as tf from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameOnEveryEngine } from '../../compare-engines.ts';

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Name, function, range of arguments, and whether it has a gradient to compare. */
const unaries: [string, Unary, number, number, boolean?][] = [
  ['abs', tf.abs, -2, 2, true],
  ['acos', tf.acos, -0.9, 0.9, true],
  ['acosh', tf.acosh, 1.1, 4, true],
  ['asin', tf.asin, -0.9, 0.9, true],
  ['asinh', tf.asinh, -3, 3, true],
  ['atan', tf.atan, -3, 3, true],
  ['atanh', tf.atanh, -0.9, 0.9, true],
  ['ceil', tf.ceil, -5, 5],
  ['clipByValue', (x) => tf.clipByValue(x, -0.5, 1), -2, 2, true],
  ['cos', tf.cos, -3, 3, true],
  ['cosh', tf.cosh, -3, 3, true],
  ['elu', tf.elu, -3, 3, true],
  ['erf', tf.erf, -3, 3, true],
  ['exp', tf.exp, -3, 3, true],
  ['expm1', tf.expm1, -0.01, 3, true],
  ['floor', tf.floor, -5, 5],
  ['isFinite', (x) => tf.isFinite(x.log()), -1, 1],
  ['isInf', (x) => tf.isInf(x.floor().reciprocal()), -2, 2],
  ['isNaN', (x) => tf.isNaN(x.log()), -1, 1],
  ['leakyRelu', (x) => tf.leakyRelu(x, 0.1), -2, 2, true],
  ['log', tf.log, 0.1, 4, true],
  ['log1p', tf.log1p, -0.5, 5, true],
  ['log1p of small values', tf.log1p, -1e-5, 1e-5, true],
  ['logSigmoid', tf.logSigmoid, -3, 3, true],
  ['neg', tf.neg, -2, 2, true],
  ['onesLike', tf.onesLike, -2, 2],
  ['reciprocal', tf.reciprocal, 0.5, 2, true],
  ['relu', tf.relu, -2, 2, true],
  ['relu6', tf.relu6, -2, 9, true],
  ['round', tf.round, -5, 5],
  ['rsqrt', tf.rsqrt, 0.1, 4, true],
  ['selu', tf.selu, -3, 3, true],
  ['sigmoid', tf.sigmoid, -5, 5, true],
  ['sign', tf.sign, -2, 2],
  ['sin', tf.sin, -3, 3, true],
  ['sinh', tf.sinh, -3, 3, true],
  ['softplus', tf.softplus, -5, 5, true],
  ['sqrt', tf.sqrt, 0.1, 4, true],
  ['square', tf.square, -2, 2, true],
  ['step', (x) => tf.step(x, 0), -2, 2],
  ['step with a slope', (x) => tf.step(x, 0.25), -2, 2],
  ['tan', tf.tan, -1, 1, true],
  ['tanh', tf.tanh, -3, 3, true],
  ['zerosLike', tf.zerosLike, -2, 2],
];

const binaries: [string, Binary, boolean?][] = [
  ['add', tf.add, true],
  ['sub', tf.sub, true],
  ['mul', tf.mul, true],
  ['div', tf.div, true],
  ['maximum', tf.maximum, true],
  ['minimum', tf.minimum, true],
  ['squaredDifference', tf.squaredDifference, true],
  ['pow', (a, b) => tf.pow(a.abs().add(0.1), b), true],
  ['mod', tf.mod],
  ['floorDiv', tf.floorDiv],
  ['prelu', (a, b) => tf.prelu(a, b.add(tf.zeros(a.shape))), true],
  ['greater', tf.greater],
  ['greaterEqual', tf.greaterEqual],
  ['less', tf.less],
  ['lessEqual', tf.lessEqual],
  ['equal', (a, b) => tf.equal(a.round(), b.round())],
  ['notEqual', (a, b) => tf.notEqual(a.round(), b.round())],
];

const sameShapeOnly = new Set(['maximum', 'minimum', 'squaredDifference', 'prelu']);

const shapes: [string, number[], number[]][] = [
  ['one shape', [3, 5], [3, 5]],
  ['a row over rows', [4, 3, 5], [5]],
  ['columns against rows', [4, 1], [1, 6]],
  ['a scalar', [2, 3], []],
  ['an axis in the middle', [2, 1, 3], [2, 4, 3]],
];

describe('the engine onnxruntime agrees with the engine cpu', () => {
  it.each(unaries)('on %s', async (_, operation, low, high, smooth) => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const x = uniform([3, 7], low, high);
      if (!smooth) return operation(x);
      return [operation(x), tf.grad(operation)(x, uniform([3, 7]))];
    });
  });

  describe.each(shapes)('with %s', (_, left, right) => {
    it.each(binaries)('on %s', async (name, operation, smooth) => {
      await expectSameOnEveryEngine(({ uniform }) => {
        const [a, b] = [uniform(left), uniform(right, 0.5, 2)];
        // TensorFlow.js itself gives some gradients only of operands of one shape.
        const oneShape = left.join() === right.join();
        if (!smooth || (sameShapeOnly.has(name) && !oneShape)) return operation(a, b);
        const y = operation(a, b);
        return [y, ...tf.grads(operation)([a, b], uniform(y.shape))];
      });
    });
  });

  it.each([
    ['add', tf.add],
    ['sub', tf.sub],
    ['mul', tf.mul],
    ['maximum', tf.maximum],
    ['minimum', tf.minimum],
    ['mod', tf.mod],
    ['floorDiv', tf.floorDiv],
    ['greater', tf.greater],
    ['equal', tf.equal],
    ['squaredDifference', tf.squaredDifference],
  ] as [string, Binary][])('on %s of whole numbers', async (_, operation) => {
    await expectSameOnEveryEngine(({ integers }) => operation(integers([3, 4], -9, 9), integers([4], 1, 5)));
  });

  it('on logic', async () => {
    await expectSameOnEveryEngine(({ booleans }) => {
      const [a, b] = [booleans([4, 3]), booleans([3])];
      return [tf.logicalAnd(a, b), tf.logicalOr(a, b), tf.logicalXor(a, b), tf.logicalNot(a)];
    });
  });

  it('on where, with gradients', async () => {
    await expectSameOnEveryEngine(({ uniform, booleans }) => {
      const condition = booleans([3, 4]);
      const choose = (a: tf.Tensor, b: tf.Tensor) => tf.where(condition, a, b);
      const [a, b] = [uniform([3, 4]), uniform([3, 4])];
      return [choose(a, b), tf.where(condition, a, 0), ...tf.grads(choose)([a, b], uniform([3, 4]))];
    });
  });

  it('on casts between all types', async () => {
    await expectSameOnEveryEngine(({ uniform, booleans, integers }) => [
      uniform([9], -3, 3).cast('int32'),
      uniform([9]).round().cast('bool'),
      booleans([9]).cast('float32'),
      booleans([9]).cast('int32'),
      integers([9], -2, 2).cast('bool'),
      integers([9], -2, 2).cast('float32'),
    ]);
  });

  it('on sums of many tensors', async () => {
    await expectSameOnEveryEngine(({ uniform }) =>
      tf.addN([uniform([2, 3]), uniform([2, 3]), uniform([2, 3])]),
    );
  });

  it('on what is not a number', async () => {
    await expectSameOnEveryEngine(() => {
      const x = tf.tensor1d([NaN, Infinity, -Infinity, 0, 1]);
      const activations = [x.relu(), x.elu(), x.softplus(), x.sigmoid()];
      return [
        ...activations,
        x.clipByValue(-1, 1),
        x.step(),
        x.exp(),
        x.isNaN(),
        x.maximum(0),
        x.sum(),
        x.max(),
      ];
    });
  });
});
