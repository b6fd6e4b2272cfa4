import { invariant } from '../../errors.ts';
import { averageRanks } from '../rank-correlation.ts';

/**
 * Area under the ROC curve: the probability that a planted datapoint has a higher score than another one, ties counting half (Mann & Whitney
 * 1947), 0–1; ½ is chance. null when all or none are planted. O(n log n).
 */
export function areaUnderCurve(
  scores: ArrayLike<number>,
  planted: ArrayLike<boolean | number>,
): number | null {
  const n = scores.length;
  invariant(planted.length === n, `${n} scores and ${planted.length} marks`);
  const ranks = averageRanks(scores);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (!planted[i]) continue;
    sum += ranks[i]!;
    count++;
  }
  return count === 0 || count === n ? null : (sum - (count * (count + 1)) / 2) / (count * (n - count));
}
