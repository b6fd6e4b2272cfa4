import { topSize, type ScoreArrays } from '@engram/core';

type Ranking = Pick<ScoreArrays, 'count' | 'index' | 'rank'>;

/**
 * [N] in how many runs each datapoint of the first is among the `topPercent` % most memorized (at least one datapoint a run),
 * the first included. Runs may score other datapoints; one that a run does not score is not at its top.
 */
export function countTops(runs: readonly Ranking[], topPercent: number): Uint8Array {
  const [own] = runs;
  const counts = new Uint8Array(own!.count);
  for (const run of runs) {
    const limit = Math.max(1, topSize(countRanked(run), topPercent));
    let at = 0;
    for (let n = 0; n < own!.count; n++) {
      const index = own!.index[n]!;
      while (at < run.count && run.index[at]! < index) at += 1;
      if (at < run.count && run.index[at] === index && isAtTop(run.rank[at]!, limit)) counts[n]! += 1;
    }
  }
  return counts;
}

const isAtTop = (rank: number, limit: number): boolean => rank > 0 && rank <= limit;

/** How many datapoints have a rank. */
function countRanked({ rank }: Pick<ScoreArrays, 'rank'>): number {
  let ranked = 0;
  for (const one of rank) if (one > 0) ranked += 1;
  return ranked;
}
