import { DomainError } from './errors.ts';
import type { Distance } from './run-config.ts';

export interface AlignmentOptions {
  distance: Distance;
  /** Scale every representation to length 1 first. */
  unitNorm: boolean;
}

/** Shape of a block of representations: N datapoints × M views × D dimensions. */
export interface ViewsShape {
  datapoints: number;
  views: number;
  dims: number;
}

type Vectors = ArrayLike<number>;

const refuse = (message: string): never => {
  throw new DomainError('INVALID_SCORE_INPUT', message);
};

/** Sums d over pairs (a, b) of rows of one datapoint's [M, D] block, in float64. */
type PairDistance = (block: Float64Array, a: number, b: number, dims: number) => number;

function squared(block: Float64Array, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) {
    const difference = block[a + i] - block[b + i];
    sum += difference * difference;
  }
  return sum;
}

function l1(block: Float64Array, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) sum += Math.abs(block[a + i] - block[b + i]);
  return sum;
}

/** Squared distance of the two directions; each row's length lies behind the block (see `alignmentOfBlock`). */
function squaredOfDirections(block: Float64Array, a: number, b: number, dims: number): number {
  let sum = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (let i = 0; i < dims; i++) {
    lengthA += block[a + i] * block[a + i];
    lengthB += block[b + i] * block[b + i];
  }
  const scaleA = 1 / Math.sqrt(lengthA);
  const scaleB = 1 / Math.sqrt(lengthB);
  for (let i = 0; i < dims; i++) {
    const difference = block[a + i] * scaleA - block[b + i] * scaleB;
    sum += difference * difference;
  }
  return sum;
}

const pairDistances: Record<Distance, PairDistance> = {
  l2: (block, a, b, dims) => Math.sqrt(squared(block, a, b, dims)),
  'squared-l2': squared,
  l1,
  // 1 − cos = ‖u − v‖²/2 and the angle = 2 asin(‖u − v‖/2): exactly 0 for equal views, where 1 − u·v is not.
  cosine: (block, a, b, dims) => squaredOfDirections(block, a, b, dims) / 2,
  angular: (block, a, b, dims) =>
    (2 * Math.asin(Math.min(1, Math.sqrt(squaredOfDirections(block, a, b, dims)) / 2))) / Math.PI,
};

/** cosine and angular look at directions only, so a zero vector has no distance under them either. */
const needsLength = (options: AlignmentOptions): boolean =>
  options.unitNorm || options.distance === 'cosine' || options.distance === 'angular';

/**
 * Alignment loss of each datapoint: the mean of d over all M(M − 1)/2 unordered pairs of its views (a U-statistic).
 *
 * @param representations [N, M, D] row by row
 * @returns [N], ≥ 0, in float64
 * @throws DomainError INVALID_SCORE_INPUT for fewer than two views, a wrong length, a value that is not finite, or a zero
 *   vector where directions are compared; the message names datapoint and view
 */
export function alignmentLosses(
  representations: Vectors,
  shape: ViewsShape,
  options: AlignmentOptions,
): Float64Array {
  const { datapoints, views, dims } = shape;
  if (views < 2) refuse(`An alignment loss needs at least 2 views of a datapoint, not ${views}.`);
  if (dims < 1) refuse('A representation needs at least one dimension.');
  if (representations.length !== datapoints * views * dims)
    refuse(
      `${representations.length} values do not fill ${datapoints} datapoints × ${views} views × ${dims} dimensions.`,
    );
  const distance = pairDistances[options.distance];
  const block = new Float64Array(views * dims);
  const losses = new Float64Array(datapoints);
  for (let n = 0; n < datapoints; n++) {
    loadBlock(representations, n, views, dims, options, block);
    let sum = 0;
    for (let a = 1; a < views; a++)
      for (let b = 0; b < a; b++) sum += distance(block, a * dims, b * dims, dims);
    losses[n] = (2 * sum) / (views * (views - 1));
  }
  return losses;
}

function loadBlock(
  representations: Vectors,
  n: number,
  views: number,
  dims: number,
  options: AlignmentOptions,
  block: Float64Array,
): void {
  for (let m = 0; m < views; m++) {
    const from = (n * views + m) * dims;
    const to = m * dims;
    let square = 0;
    for (let i = 0; i < dims; i++) {
      const value = representations[from + i];
      block[to + i] = value;
      square += value * value;
    }
    if (!Number.isFinite(square))
      refuse(
        `Datapoint ${n}, view ${m}: the representation holds a value that is not finite (or is too large).`,
      );
    if (!needsLength(options)) continue;
    if (square === 0)
      refuse(
        `Datapoint ${n}, view ${m}: the representation is zero and has no direction; score it without unit norm.`,
      );
    if (!options.unitNorm) continue;
    const scale = 1 / Math.sqrt(square);
    for (let i = 0; i < dims; i++) block[to + i] *= scale;
  }
}

/** Alignment loss of one datapoint's views, [M][D]. Throws as `alignmentLosses` does, and for views of unequal length. */
export function alignmentLoss(views: readonly Vectors[], options: AlignmentOptions): number {
  const dims = views[0]?.length ?? 0;
  const flat = new Float64Array(views.length * dims);
  views.forEach((view, m) => {
    if (view.length !== dims)
      refuse(`View ${m} has ${view.length} dimensions, view 0 has ${dims}: they must agree.`);
    flat.set(Array.from(view), m * dims);
  });
  return alignmentLosses(flat, { datapoints: 1, views: views.length, dims }, options)[0];
}
