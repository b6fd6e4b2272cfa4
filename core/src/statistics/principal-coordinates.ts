import type { Rng } from '../rng.ts';
import type { Rows } from './neighbours.ts';

/** Products of rows and axes: enough for directions that differ a little in their variance. */
const mostRounds = 200;
/** How far an axis may still turn, as 1 − its cosine with the one before. */
const settled = 1e-10;

/**
 * The rows on the two orthogonal directions in which they vary most: the first two principal components, by orthogonal iteration
 * (Golub and Van Loan, Matrix Computations, §8.2.4) on the centred rows, so that no covariance matrix is held. Rows that vary in
 * fewer than two directions have zeros on the others. Each axis points to where its largest loading is positive.
 *
 * O(rounds · N · D), beside the rows O(N).
 * @param rng where the iteration begins
 * @param afterRound awaited after each of up to 200 rounds; ends the iteration by throwing
 * @returns [N] of each direction
 */
export async function principalCoordinates(
  rows: Rows,
  rng: Rng,
  afterRound?: () => Promise<void>,
): Promise<{ x: Float64Array; y: Float64Array }> {
  const { values, count, dims } = rows;
  const mean = new Float64Array(dims);
  for (let at = 0; at < values.length; at++) mean[at % dims]! += values[at]! / count;
  const centred = { values, mean };
  let axes: Float64Array[] = [0, 1].map(() => Float64Array.from({ length: dims }, () => rng.normal()));
  orthonormalise(axes);
  for (let round = 0; round < mostRounds; round++) {
    const next = axes.map((axis) => timesTransposed(centred, times(centred, axis)));
    orthonormalise(next);
    const turned = Math.max(...next.map((axis, at) => turn(axis, axes[at]!)));
    axes = next;
    if (turned < settled) break;
    await afterRound?.();
  }
  axes.forEach(pointUp);
  const [x, y] = axes.map((axis) => times(centred, axis));
  return { x: x!, y: y! };
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** Cosine between two units, taken from 1; 0 where there is no direction any more. */
const turn = (axis: Float64Array, before: Float64Array): number =>
  axis.every((value) => value === 0) ? 0 : 1 - Math.abs(dot(axis, before));

/** Rows with their mean, which the products below take off: no second copy of the rows is held. */
interface Centred {
  /** [N, D] */
  values: ArrayLike<number>;
  /** [D] */
  mean: Float64Array;
}

/** [N, D] · [D] */
function times({ values, mean }: Centred, axis: Float64Array): Float64Array {
  const dims = axis.length;
  const products = new Float64Array(values.length / dims);
  for (let n = 0; n < products.length; n++) {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += (values[n * dims + d]! - mean[d]!) * axis[d]!;
    products[n] = sum;
  }
  return products;
}

/** [N, D]ᵀ · [N] */
function timesTransposed({ values, mean }: Centred, products: Float64Array): Float64Array {
  const dims = mean.length;
  const sums = new Float64Array(dims);
  for (let n = 0; n < products.length; n++)
    for (let d = 0; d < dims; d++) sums[d]! += (values[n * dims + d]! - mean[d]!) * products[n]!;
  return sums;
}

/** Gram and Schmidt's; what has no length beside the axes before becomes 0. */
function orthonormalise(axes: Float64Array[]): void {
  axes.forEach((axis, at) => {
    const before = Math.sqrt(dot(axis, axis));
    for (const other of axes.slice(0, at)) {
      const along = dot(axis, other);
      for (let d = 0; d < axis.length; d++) axis[d]! -= along * other[d]!;
    }
    const length = Math.sqrt(dot(axis, axis));
    // What rounding left of a direction that there is not.
    const scale = length > 1e-9 * before ? 1 / length : 0;
    for (let d = 0; d < axis.length; d++) axis[d]! *= scale;
  });
}

function pointUp(axis: Float64Array): void {
  let largest = 0;
  for (const loading of axis) if (Math.abs(loading) > Math.abs(largest)) largest = loading;
  if (largest < 0) for (let d = 0; d < axis.length; d++) axis[d] = -axis[d]!;
}
