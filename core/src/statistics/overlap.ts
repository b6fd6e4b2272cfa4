import { invariant } from '../errors.ts';

/** Positions of the k largest values, largest first; ties go to the smaller position. */
export function topK(values: ArrayLike<number>, k: number): number[] {
  return Array.from({ length: values.length }, (_, i) => i)
    .sort((a, b) => values[b] - values[a] || a - b)
    .slice(0, k);
}

export interface Overlap {
  /** Part of the top k of one ranking that is in the top k of the other, 0–1. */
  overlap: number;
  /** What two unrelated rankings would give: k/N. Always shown beside the overlap. */
  chance: number;
}

/** Overlap of the top k of two rankings of the same N datapoints, 1 ≤ k ≤ N. */
export function overlapAtK(a: ArrayLike<number>, b: ArrayLike<number>, k: number): Overlap {
  invariant(a.length === b.length, `rankings of ${a.length} and ${b.length} datapoints do not overlap`);
  invariant(Number.isInteger(k) && k >= 1 && k <= a.length, `k = ${k} is not from 1 to ${a.length}`);
  const inA = new Set(topK(a, k));
  const common = topK(b, k).filter((position) => inA.has(position)).length;
  return { overlap: common / k, chance: k / a.length };
}
