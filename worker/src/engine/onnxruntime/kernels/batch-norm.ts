/**
 * Batch normalization with the statistics of the batch, and its gradient (formulas in
 * `encoders/layers/batch-norm.ts`). Letters: N rows, C channels.
 */
import type { NamedAttrMap } from '@tensorflow/tfjs';
import { scalar, type Node } from '../trace.ts';
import { reciprocal, squareRoot } from './arithmetic.ts';
import { add, multiply, subtract } from './elementwise.ts';
import { reshape, type KernelInputs, type KernelTable } from './kernel.ts';
import { reduce } from './reduction.ts';

const epsilonOf = (attributes: NamedAttrMap): Node => scalar(attributes['epsilon'] as number);
const inverseDeviation = (variance: Node, epsilon: Node): Node =>
  reciprocal(squareRoot(add(variance, epsilon)));

function rowsOf(x: Node): Node {
  const channels = x.shape.at(-1) ?? 0;
  const rows = x.shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return reshape(x, [rows, channels]);
}

const columnMean = (x: Node): Node => reduce('ReduceMean', x, [0], false);
const columnSum = (x: Node): Node => reduce('ReduceSum', x, [0], false);

function forward(inputs: KernelInputs, attributes: NamedAttrMap): Node[] {
  const x = inputs.get('x');
  const rows = rowsOf(x);
  const mean = columnMean(rows);
  const centred = subtract(rows, mean);
  const variance = columnMean(multiply(centred, centred));
  const slope = multiply(inputs.get('gamma'), inverseDeviation(variance, epsilonOf(attributes)));
  const y = add(multiply(centred, slope), inputs.get('beta'));
  return [reshape(y, x.shape), mean, variance];
}

function backward(inputs: KernelInputs, attributes: NamedAttrMap): Node[] {
  const x = inputs.get('x');
  const dy = rowsOf(inputs.get('dy'));
  const centred = subtract(rowsOf(x), inputs.get('mean'));
  const inverse = inverseDeviation(inputs.get('variance'), epsilonOf(attributes));
  const perRow = scalar(1 / (dy.shape[0] ?? 1));
  const dBeta = columnSum(dy);
  const dot = columnSum(multiply(dy, centred));
  const dGamma = multiply(dot, inverse);
  const pull = multiply(multiply(dGamma, inverse), perRow);
  const unscaled = subtract(subtract(dy, multiply(dBeta, perRow)), multiply(centred, pull));
  const dx = multiply(unscaled, multiply(inputs.get('gamma'), inverse));
  return [reshape(dx, x.shape), dGamma, dBeta];
}

export const batchNormKernels: KernelTable = {
  BatchNormTrain: forward,
  BatchNormTrainGrad: backward,
};
