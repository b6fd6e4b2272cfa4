import type { RankingColumns } from './ranking-agreement.ts';

/** A datapoint that two rankings place differently. */
export interface RankDisagreement {
  /** Index of the datapoint. */
  index: number;
  /** By how much higher it stands: its percentile in the ranking where it stands higher minus the other, above 0, up to 100. */
  difference: number;
}

export interface RankDisagreements {
  /** Datapoints that were looked at: in both rankings, and chosen. */
  count: number;
  /** Higher in a than in b, the largest difference first; ties go to the smaller index. */
  higherInA: RankDisagreement[];
  /** Higher in b than in a, likewise. */
  higherInB: RankDisagreement[];
}

/**
 * The datapoints whose percentiles differ most between two rankings, up to `first` in each direction, over the datapoints that
 * both rank. A percentile is that of the whole ranking of each side, as its run publishes it. O(n · first) at worst, O(n) as a rule.
 * @param isChosen narrows to part of the datapoints
 */
export function rankDisagreements(
  a: RankingColumns,
  b: RankingColumns,
  first: number,
  isChosen: (index: number) => boolean = () => true,
): RankDisagreements {
  const percentilesA = percentilesOf(a);
  const percentilesB = percentilesOf(b);
  const higherInA: RankDisagreement[] = [];
  const higherInB: RankDisagreement[] = [];
  let count = 0;
  for (let i = 0, j = 0; i < a.indices.length && j < b.indices.length;) {
    const step = a.indices[i] - b.indices[j];
    if (step === 0 && isChosen(a.indices[i])) {
      count++;
      const difference = percentilesB[j] - percentilesA[i];
      if (difference !== 0)
        insertSorted(
          difference < 0 ? higherInA : higherInB,
          { index: a.indices[i], difference: Math.abs(difference) },
          first,
        );
    }
    if (step <= 0) i++;
    if (step >= 0) j++;
  }
  return { count, higherInA, higherInB };
}

/** Puts a disagreement at its place among the largest; those that come later have larger indices, and lose ties. */
function insertSorted(largest: RankDisagreement[], one: RankDisagreement, most: number): void {
  const last = largest.at(-1);
  if (largest.length === most && (!last || last.difference >= one.difference)) return;
  let at = largest.length;
  while (at > 0 && largest[at - 1].difference < one.difference) at--;
  largest.splice(at, 0, one);
  if (largest.length > most) largest.pop();
}

/** [n] Percentile of each ranked datapoint: the part of the ranking that is smaller or equal, 0–100. */
function percentilesOf({ ranks }: RankingColumns): Float64Array {
  const n = ranks.length;
  const tied = new Uint8Array(n + 1);
  for (let x = 0; x < n; x++) if (ranks[x] < 0) tied[-ranks[x]] = 1;
  // First rank of the tie that each rank belongs to.
  const firsts = new Int32Array(n + 1);
  for (let rank = 1; rank <= n; rank++) firsts[rank] = tied[rank] ? firsts[rank - 1] : rank;
  const percentiles = new Float64Array(n);
  for (let x = 0; x < n; x++) percentiles[x] = (100 * (n - firsts[Math.abs(ranks[x])] + 1)) / n;
  return percentiles;
}
