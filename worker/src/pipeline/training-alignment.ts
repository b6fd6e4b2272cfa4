import { alignmentLosses, comparesDirections, type AlignmentOptions } from '@engram/core';

/** The paper's; how a run measures has no part in how its encoders are trained. */
const measured: AlignmentOptions = { distance: 'l2', unitNorm: true };

/**
 * Mean alignment loss of a training batch over the two views that training drew of each datapoint.
 *
 * A datapoint whose representation is not finite, or has no direction where directions are compared, is left out: whether the
 * encoder has diverged or collapsed is decided elsewhere.
 *
 * @param representations [2B, D]: first the first view of every datapoint, then the second
 * @returns ≥ 0; 0 when no datapoint is left
 */
export function trainingAlignment(
  representations: Float32Array,
  dims: number,
  { distance, unitNorm } = measured,
): number {
  const size = representations.length / dims / 2;
  const row = (at: number): Float32Array => representations.subarray(at * dims, (at + 1) * dims);
  const mustPoint = unitNorm || comparesDirections(distance);
  const isUsable = (view: Float32Array): boolean =>
    view.every(Number.isFinite) && (!mustPoint || view.some((value) => value !== 0));
  const pairs = new Float32Array(representations.length);
  let count = 0;
  for (let n = 0; n < size; n++) {
    const [first, second] = [row(n), row(size + n)];
    if (!isUsable(first) || !isUsable(second)) continue;
    pairs.set(first, 2 * count * dims);
    pairs.set(second, (2 * count + 1) * dims);
    count += 1;
  }
  if (count === 0) return 0;
  const losses = alignmentLosses(
    pairs.subarray(0, 2 * count * dims),
    { datapoints: count, views: 2, dims },
    { distance, unitNorm },
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / count;
}
