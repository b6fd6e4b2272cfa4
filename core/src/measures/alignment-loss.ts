import { comparesDirections, distancesToRowsBefore } from './distance.ts';
import { DomainError } from '../errors.ts';
import { pairCount } from '../scores/pair-distances.ts';
import type { Distance } from './distance.ts';

export interface AlignmentOptions {
  distance: Distance;
  /** Scale every representation to length 1 first. */
  unitNorm: boolean;
  /** Number of the block's first datapoint, for messages when a dataset is scored in blocks. */
  firstDatapoint?: number;
}

/** Shape of a block of representations: N datapoints × M views × D dimensions. */
export interface ViewsShape {
  datapoints: number;
  views: number;
  dims: number;
}

/** Representations [N, M, D], row by row. */
export type Representations = Float32Array | Float64Array;

export function scoreInputError(message: string): DomainError {
  return new DomainError('INVALID_SCORE_INPUT', message);
}

/** Rejects a block of representations that cannot be scored. */
function checkViews(length: number, { datapoints, views, dims }: ViewsShape): void {
  if (views < 2)
    throw scoreInputError(
      `an alignment loss needs at least 2 views of each datapoint, not ${views}; draw more views`,
    );
  if (dims < 1) throw scoreInputError('the representations have no dimension; check the shape of the input');
  if (length !== datapoints * views * dims)
    throw scoreInputError(
      `${length} values do not fill ${datapoints} datapoints × ${views} views × ${dims} dimensions; check the shape of the input`,
    );
}

/**
 * Copies datapoint n's views [M, D] into `block` in float64, scaled to length 1 where the options ask for directions.
 * Throws INVALID_SCORE_INPUT naming datapoint, view and dimension.
 */
export function loadViews(
  representations: Representations,
  n: number,
  { views, dims }: ViewsShape,
  options: AlignmentOptions,
  block: Float64Array,
): void {
  const directions = options.unitNorm || comparesDirections(options.distance);
  const start = n * views * dims;
  for (let m = 0; m < views; m++) {
    const row = m * dims;
    let largest = 0;
    for (let i = 0; i < dims; i++) {
      const value = representations[start + row + i];
      const size = Math.abs(value);
      // Written so that NaN fails, too.
      if (!(size < Infinity))
        throw scoreInputError(
          `datapoint ${(options.firstDatapoint ?? 0) + n}, view ${m}, dimension ${i}: the representation is ${value}; nothing was scored, see whether the encoder diverged`,
        );
      if (size > largest) largest = size;
      block[row + i] = value;
    }
    if (!directions) continue;
    if (largest === 0)
      throw scoreInputError(
        `datapoint ${(options.firstDatapoint ?? 0) + n}, view ${m}: the representation is zero and has no direction; score it without unit norm by l2, squared-l2 or l1, or see whether the encoder collapsed`,
      );
    // Dividing by the largest value first keeps the sum of squares from overflow and underflow.
    let square = 0;
    for (let i = 0; i < dims; i++) square += (block[row + i] / largest) ** 2;
    const length = Math.sqrt(square);
    for (let i = 0; i < dims; i++) block[row + i] = block[row + i] / largest / length;
  }
}

/**
 * Alignment loss of each datapoint: the mean of d over all M(M − 1)/2 unordered pairs of its views (a U-statistic;
 * Wang et al., arXiv 2401.12233). O(N · M² · D), in float64, without allocation per datapoint.
 *
 * @param representations [N, M, D] row by row
 * @param pairs receives each distance when given: [N, M(M − 1)/2], pair (a, b) with b < a at place a(a − 1)/2 + b
 * @returns [N], ≥ 0; written to `out` when given
 * @throws DomainError INVALID_SCORE_INPUT for fewer than two views, a wrong length, a value that is not finite, or a zero
 *   vector where directions are compared; the message names datapoint and view
 */
export function alignmentLosses(
  representations: Representations,
  shape: ViewsShape,
  options: AlignmentOptions,
  out: Float64Array = new Float64Array(shape.datapoints),
  pairs?: Float32Array | Float64Array,
): Float64Array {
  checkViews(representations.length, shape);
  const { datapoints, views, dims } = shape;
  const block = new Float64Array(views * dims); // [M, D]
  const ofView = new Float64Array(views); // [M] distances of a view to those before it
  const count = pairCount(views);
  let place = 0;
  for (let n = 0; n < datapoints; n++) {
    loadViews(representations, n, shape, options, block);
    let sum = 0;
    for (let a = 1; a < views; a++) {
      distancesToRowsBefore(options.distance, block, a, dims, ofView);
      for (let b = 0; b < a; b++, place++) {
        sum += ofView[b];
        if (pairs) pairs[place] = ofView[b];
      }
    }
    if (!(sum < Infinity))
      throw scoreInputError(
        `datapoint ${(options.firstDatapoint ?? 0) + n}: the representations are too large for their distances to be finite; scale them`,
      );
    out[n] = sum / count;
  }
  return out;
}
