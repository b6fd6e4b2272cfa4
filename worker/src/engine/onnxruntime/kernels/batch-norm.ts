/**
 * Batch normalization with the statistics of the batch, and its gradient (formulas in
 * `encoders/layers/batch-norm.ts`). Letters: N rows, C channels.
 */
import type { NamedAttrMap } from '@tensorflow/tfjs';
import { scalar, sizeOf, type Node } from '../trace.ts';
import { reciprocal, squareRoot } from './arithmetic.ts';
import { add, binary, multiply, subtract } from './elementwise.ts';
import { expand, reshape, type KernelInputs, type KernelTable } from './kernel.ts';
import { reduce } from './reduction.ts';
import { normalizeThin, rememberThinGradient, thinGradient, thinProductOf } from './thin-product.ts';

const epsilonOf = (attributes: NamedAttrMap): Node => scalar(attributes['epsilon'] as number);
const inverseDeviation = (variance: Node, epsilon: Node): Node =>
  reciprocal(squareRoot(add(variance, epsilon)));

function rowsOf(x: Node): Node {
  const channels = x.shape.at(-1) ?? 0;
  return reshape(x, [sizeOf(x.shape) / channels, channels]);
}

const columnMean = (x: Node): Node => reduce('ReduceMean', x, [0], false);
const columnSum = (x: Node): Node => reduce('ReduceSum', x, [0], false);

/** onnxruntime broadcasts a row of this many values at full speed, and shorter ones more slowly. */
const wideRow = 2048;

/** `x op vector` for x [N, C] and vector [C], as an operation on fewer and longer rows where N allows. */
function withVector(op: string, x: Node, vector: Node): Node {
  const [rows = 0, channels = 0] = x.shape;
  let times = 1;
  while (times * channels < wideRow && rows % (times * 2) === 0) times *= 2;
  if (times === 1) return binary(op, x, vector);
  const repeated = reshape(expand(reshape(vector, [1, channels]), [times, channels]), [times * channels]);
  return reshape(binary(op, reshape(x, [rows / times, times * channels]), repeated), x.shape);
}

function forward(inputs: KernelInputs, attributes: NamedAttrMap): Node[] {
  const x = inputs.get('x');
  const [gamma, beta, epsilon] = [inputs.get('gamma'), inputs.get('beta'), epsilonOf(attributes)];
  const rows = rowsOf(x);
  const thin = thinProductOf(rows);
  if (thin) {
    const { mean, variance, normalize } = normalizeThin(thin);
    const y = normalize(multiply(gamma, inverseDeviation(variance, epsilon)), beta);
    return [reshape(y, x.shape), mean, variance];
  }
  const mean = columnMean(rows);
  const centred = withVector('Sub', rows, mean);
  const variance = columnMean(multiply(centred, centred));
  const slope = multiply(gamma, inverseDeviation(variance, epsilon));
  const y = withVector('Add', withVector('Mul', centred, slope), beta);
  return [reshape(y, x.shape), mean, variance];
}

function backward(inputs: KernelInputs, attributes: NamedAttrMap): Node[] {
  const x = inputs.get('x');
  const dy = rowsOf(inputs.get('dy'));
  const inverse = inverseDeviation(inputs.get('variance'), epsilonOf(attributes));
  const slope = multiply(inputs.get('gamma'), inverse);
  const perRow = scalar(1 / (dy.shape[0] ?? 1));
  const centred = withVector('Sub', rowsOf(x), inputs.get('mean'));
  const dBeta = columnSum(dy);

  const thin = thinProductOf(rowsOf(x));
  const fromWeights = thin && thinGradient(thin, dy);
  const dot = fromWeights?.dot ?? columnSum(multiply(dy, centred));
  const dGamma = multiply(dot, inverse);
  const pull = multiply(multiply(dGamma, inverse), perRow);
  const shifted = withVector('Sub', dy, multiply(dBeta, perRow));
  const unscaled = subtract(shifted, withVector('Mul', centred, pull));
  const dx = reshape(multiply(unscaled, slope), x.shape);
  if (fromWeights) rememberThinGradient(dx, fromWeights.weightGradient(pull, slope));
  return [dx, dGamma, dBeta];
}

export const batchNormKernels: KernelTable = {
  BatchNormTrain: forward,
  BatchNormTrainGrad: backward,
};
