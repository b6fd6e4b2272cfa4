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
 * O(rounds · N · D). @param rng where the iteration begins @returns [N] of each direction
 */
export function principalCoordinates(rows: Rows, rng: Rng): { x: Float64Array; y: Float64Array } {
  const { values, count, dims } = rows;
  const mean = new Float64Array(dims);
  for (let at = 0; at < values.length; at++) mean[at % dims]! += values[at]! / count;
  const centred = values.map((value, at) => value - mean[at % dims]!); // [N, D]
  let axes: Float64Array[] = [0, 1].map(() => Float64Array.from({ length: dims }, () => rng.normal()));
  orthonormalise(axes);
  for (let round = 0; round < mostRounds; round++) {
    const next = axes.map((axis) => timesTransposed(centred, times(centred, axis), dims));
    orthonormalise(next);
    const turned = Math.max(...next.map((axis, at) => 1 - Math.abs(dot(axis, axes[at]!))));
    axes = next;
    if (turned < settled) break;
  }
  axes.forEach(pointUp);
  const [x, y] = axes.map((axis) => times(centred, axis));
  return { x: x!, y: y! };
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** [N, D] · [D] */
function times(rows: Float64Array, axis: Float64Array): Float64Array {
  const dims = axis.length;
  const products = new Float64Array(rows.length / dims);
  for (let n = 0; n < products.length; n++) {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += rows[n * dims + d]! * axis[d]!;
    products[n] = sum;
  }
  return products;
}

/** [N, D]ᵀ · [N] */
function timesTransposed(rows: Float64Array, products: Float64Array, dims: number): Float64Array {
  const sums = new Float64Array(dims);
  for (let n = 0; n < products.length; n++)
    for (let d = 0; d < dims; d++) sums[d]! += rows[n * dims + d]! * products[n]!;
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
