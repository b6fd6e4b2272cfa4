import type { RankingColumns } from './ranking-agreement.ts';

/** How many rankings each datapoint is in the top of, for those in any. */
interface Votes {
  /** [m] Indices of datapoints, ascending. */
  indices: Int32Array;
  /** [m] Number of rankings. */
  counts: Int32Array;
}

/**
 * Indices, ascending, of the datapoints that are in the top of at least `least` rankings, where the top of a ranking of n are its
 * ⌈n · topPercent / 100⌉ largest scores. O(n) a ranking, whatever the indices are.
 */
export function agreedIndices(
  rankings: readonly RankingColumns[],
  topPercent: number,
  least: number,
): Int32Array {
  let votes: Votes = { indices: new Int32Array(0), counts: new Int32Array(0) };
  for (const ranking of rankings) votes = withVotesFor(votes, topOf(ranking, topPercent));
  return votes.indices.filter((_, at) => votes.counts[at] >= least);
}

function topOf({ indices, ranks }: RankingColumns, topPercent: number): Int32Array {
  const size = Math.ceil((ranks.length * topPercent) / 100);
  return indices.filter((_, at) => Math.abs(ranks[at]) <= size);
}

/** Merges two ascending columns. */
function withVotesFor({ indices, counts }: Votes, top: Int32Array): Votes {
  const most = indices.length + top.length;
  const merged: Votes = { indices: new Int32Array(most), counts: new Int32Array(most) };
  let length = 0;
  for (let i = 0, j = 0; i < indices.length || j < top.length; length++) {
    const index = Math.min(indices[i] ?? Infinity, top[j] ?? Infinity);
    merged.indices[length] = index;
    if (indices[i] === index) merged.counts[length] += counts[i++];
    if (top[j] === index) {
      merged.counts[length]++;
      j++;
    }
  }
  return { indices: merged.indices.subarray(0, length), counts: merged.counts.subarray(0, length) };
}
