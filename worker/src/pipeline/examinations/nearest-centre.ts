import type { Rows } from '@engram/core';

/** Class of the centre nearest to row n by L2; of equal distances the first. */
export function nearestCentre(
  { values, dims }: Rows,
  n: number,
  centres: readonly { class: number; centre: Float64Array }[],
): number {
  const squared = (centre: Float64Array): number =>
    centre.reduce((sum, value, i) => sum + (value - values[n * dims + i]!) ** 2, 0);
  let [best, bestDistance] = [centres[0]!, squared(centres[0]!.centre)];
  for (const each of centres.slice(1)) {
    const distance = squared(each.centre);
    if (distance < bestDistance) [best, bestDistance] = [each, distance];
  }
  return best.class;
}
