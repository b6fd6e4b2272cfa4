import type { ScoreArrays } from '@engram/core';
import { orderPositions } from './order-positions.ts';

/** [N] part of the identifiable scores that are smaller or equal, 0–100; NaN where there is no score. As the API counts it. */
export function percentilesOf(data: ScoreArrays): Float32Array {
  const { value } = data;
  const percentiles = new Float32Array(data.count).fill(NaN);
  // Ascending, those without a score last.
  const positions = orderPositions(data, 'value-asc');
  let present = positions.length;
  while (present > 0 && Number.isNaN(value[positions[present - 1]!]!)) present--;
  let upTo = present;
  for (let at = present - 1; at >= 0; at--) {
    // Those that tie count each other.
    if (at + 1 < present && value[positions[at]!] !== value[positions[at + 1]!]) upTo = at + 1;
    percentiles[positions[at]!] = (100 * upTo) / present;
  }
  return percentiles;
}
