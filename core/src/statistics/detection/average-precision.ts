import { invariant } from '../../errors.ts';

/**
 * Average precision: the mean, over the planted datapoints, of the fraction of planted ones among all that have at least its score, 0–1. Its chance level
 * is the share of planted datapoints (Davis & Goadrich 2006). Equal scores are taken together. null when none is planted. O(n log n).
 */
export function averagePrecision(
  scores: ArrayLike<number>,
  planted: ArrayLike<boolean | number>,
): number | null {
  const n = scores.length;
  invariant(planted.length === n, `${n} scores and ${planted.length} marks`);
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  let [found, sum] = [0, 0];
  for (let from = 0; from < n;) {
    let to = from;
    let own = 0;
    while (to < n && scores[order[to]!] === scores[order[from]!]) own += planted[order[to++]!] ? 1 : 0;
    found += own;
    sum += (own * found) / to;
    from = to;
  }
  return found === 0 ? null : sum / found;
}
