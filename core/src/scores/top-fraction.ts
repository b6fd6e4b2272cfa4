import type { Rng } from '../rng.ts';
import { drawWeights } from '../statistics/bootstrap.ts';
import { kthLargest } from '../statistics/quantile.ts';
import type { WeightedScores } from './weighted-scores.ts';

/**
 * P(in the top `fraction` of the ranking) of each datapoint by bootstrap over encoders: how stable its place at the top is.
 * Groups are drawn as wholes (complementary halves, f/g pairs), so that both sides of the score exist in every draw; a
 * single encoder is a group of its own, and draws that leave a datapoint without a side do not count for it.
 *
 * @returns [n] in the order of `scores.positions`; null with fewer than two groups, or where no draw gave a score
 */
export function topFractions(
  scores: WeightedScores,
  rng: Rng,
  { fraction = 0.05, draws = 1000 } = {},
): (number | null)[] {
  const n = scores.positions.length;
  if (scores.groups < 2) return new Array<null>(n).fill(null);
  const weights = new Float64Array(scores.groups);
  const drawn = new Float64Array(n);
  const present = new Float64Array(n);
  const inTop = new Uint32Array(n);
  const scored = new Uint32Array(n);
  for (let draw = 0; draw < draws; draw++) {
    scores.into(drawWeights(rng, weights), drawn);
    let size = 0;
    for (let i = 0; i < n; i++) if (!Number.isNaN(drawn[i])) present[size++] = drawn[i];
    if (size === 0) continue;
    const k = Math.max(1, Math.round(fraction * size));
    const threshold = kthLargest(present.subarray(0, size), k);
    let above = 0;
    for (let i = 0; i < n; i++) if (drawn[i] > threshold) above++;
    // Places left for scores that equal the threshold; they go to the smaller positions, as in the ranking.
    let ties = k - above;
    for (let i = 0; i < n; i++) {
      if (Number.isNaN(drawn[i])) continue;
      scored[i]++;
      if (drawn[i] > threshold || (drawn[i] === threshold && ties-- > 0)) inTop[i]++;
    }
  }
  return Array.from(inTop, (times, i) => (scored[i] === 0 ? null : times / scored[i]));
}
