import type { Rows } from '@engram/core';

/** Class of the centre nearest to row n by L2; of equal distances the first. */
export function nearestCentre(
  { values, dims }: Rows,
  n: number,
  centres: readonly { class: number; centre: Float64Array }[],
): number {
  const squared = (centre: Float64Array): number =>
    centre.reduce((sum, value, i) => sum + (value - values[n * dims + i]!) ** 2, 0);
  return centres.reduce((best, each) => (squared(each.centre) < squared(best.centre) ? each : best)).class;
}
