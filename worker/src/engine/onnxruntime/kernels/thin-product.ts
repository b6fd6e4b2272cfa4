/**
 * Batch normalization of a product x = P W whose P [N, K] is much thinner than x [N, C], as after the first
 * convolution (K = 9 pixels, C = 32 channels): statistics and gradients follow from the K × K moments of P, so
 * that x itself, the largest array of a step, is never made.
 *
 * With P̂ = P − mean(P) and M = P̂ᵀ P̂ [K, K]: mean(x) = mean(P) W, σ² = Σ_k W ∘ (M W) / N,
 * y = P̂ (W ∘ slope) + β. For dy [N, C] and G = P̂ᵀ dy [K, C]: Σ_n dy ∘ (x − mean) = Σ_k W ∘ G, and
 * Pᵀ dx = slope ∘ (G − pull ∘ M W), as the rows of P̂ and of dx both add up to 0.
 */
import { scalar, type Node } from '../trace.ts';
import { binary, multiply, subtract } from './elementwise.ts';
import { reshape } from './kernel.ts';
import { gemm } from './matmul.ts';
import { reduce } from './reduction.ts';

export interface ThinProduct {
  /** P, [N, K]. */
  left: Node;
  /** W, [K, C]. */
  weights: Node;
}

/** How many times wider than P the product must be. */
const leastWidening = 2;

export function thinProductOf(x: Node): ThinProduct | undefined {
  const [left, weights, bias] = x.inputs;
  if (x.op !== 'Gemm' || !left || !weights || bias) return undefined;
  if (x.attributes['transA'] !== 0 || x.attributes['transB'] !== 0) return undefined;
  const [depth = 0, channels = 0] = weights.shape;
  return depth * leastWidening <= channels ? { left, weights } : undefined;
}

function momentsOf({ left, weights }: ThinProduct) {
  const leftMean = reduce('ReduceMean', left, [0], false); // [K]
  const centred = subtract(left, leftMean);
  const spread = gemm(gemm(centred, centred, true, false), weights, false, false); // M W, [K, C]
  return { leftMean, centred, spread };
}

export function normalizeThin(thin: ThinProduct): {
  mean: Node;
  variance: Node;
  normalize: (slope: Node, beta: Node) => Node;
} {
  const { left, weights } = thin;
  const { leftMean, centred, spread } = momentsOf(thin);
  const [rows = 1, depth = 0] = left.shape;
  const channels = weights.shape[1] ?? 0;
  const sums = reduce('ReduceSum', multiply(weights, spread), [0], false);
  return {
    mean: reshape(gemm(reshape(leftMean, [1, depth]), weights, false, false), [channels]),
    // Rounding may leave a sum of squares just below 0.
    variance: binary('Max', multiply(sums, scalar(1 / rows)), scalar(0)),
    normalize: (slope, beta) => gemm(centred, multiply(weights, slope), false, false, beta),
  };
}

export function thinGradient(
  thin: ThinProduct,
  dy: Node,
): { dot: Node; weightGradient: (pull: Node, slope: Node) => WeightGradient } {
  const { centred, spread } = momentsOf(thin);
  const product = gemm(centred, dy, true, false); // G, [K, C]
  return {
    dot: reduce('ReduceSum', multiply(thin.weights, product), [0], false),
    weightGradient: (pull, slope) => ({
      left: thin.left,
      gradient: multiply(subtract(product, multiply(spread, pull)), slope),
    }),
  };
}

interface WeightGradient {
  left: Node;
  gradient: Node;
}

const gradients = new WeakMap<Node, WeightGradient>();

/** Notes what leftᵀ dx is, for whoever asks for just that product. */
export const rememberThinGradient = (dx: Node, gradient: WeightGradient): void =>
  void gradients.set(dx, gradient);

/** leftᵀ dx, if it was noted. */
export function thinWeightGradient(dx: Node, left: Node): Node | undefined {
  const known = gradients.get(dx);
  return known && sourceOf(known.left) === sourceOf(left) ? known.gradient : undefined;
}

const sourceOf = (node: Node): Node => (node.op === 'Reshape' && node.inputs[0] ? node.inputs[0] : node);

/** Splits u ∘ v, v a value for each column, so that a product with it can scale its small factor instead. */
export function splitColumnScale(x: Node): { rows: Node; scale?: Node } {
  const [rows, scale] = x.inputs;
  const columns = x.shape[1];
  if (x.op !== 'Mul' || !rows || !scale) return { rows: x };
  const splits = rows.shape.length === 2 && scale.shape.length === 1 && scale.shape[0] === columns;
  return splits ? { rows, scale } : { rows: x };
}
