import type { ScoreArrays } from '@engram/core';

/** [N] part of the identifiable scores that are smaller or equal, 0–100; NaN where there is no score. As the API counts it. */
export function percentilesOf({ count, value }: Pick<ScoreArrays, 'count' | 'value'>): Float32Array {
  const present = value.filter((one) => !Number.isNaN(one)).sort();
  const percentiles = new Float32Array(count);
  for (let n = 0; n < count; n++)
    percentiles[n] = Number.isNaN(value[n]!) ? NaN : (100 * countUpTo(present, value[n]!)) / present.length;
  return percentiles;
}

/** How many of ascending numbers are at most `limit`. */
function countUpTo(ascending: Float32Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
