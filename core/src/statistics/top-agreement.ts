import { topSize } from '../scores/top-size.ts';
import type { RankingColumns } from './ranking-agreement.ts';

/**
 * Counts in how many rankings each datapoint is in the top, one ranking after the other, so that no two need to be in memory at
 * once. O(n) a ranking, whatever the indices are.
 */
export class TopVotes {
  /** [m] Indices of the datapoints that are in any top, ascending. */
  #indices = new Int32Array(0);
  /** [m] Number of rankings that have them there. */
  #counts = new Int32Array(0);

  /** @param topPercent the top of a ranking of n are its `topSize(n, topPercent)` largest scores */
  constructor(private readonly topPercent: number) {}

  add({ indices, ranks }: RankingColumns): void {
    const size = topSize(ranks.length, this.topPercent);
    this.#merge(indices.filter((_, at) => Math.abs(ranks[at]) <= size));
  }

  /** Indices, ascending, of the datapoints in the top of at least `least` rankings, 1 or more. */
  atLeast(least: number): Int32Array {
    return this.#indices.filter((_, at) => this.#counts[at] >= least);
  }

  /** Merges the ascending indices of another top. */
  #merge(top: Int32Array): void {
    const [known, counts] = [this.#indices, this.#counts];
    const indices = new Int32Array(known.length + top.length);
    const sums = new Int32Array(indices.length);
    let length = 0;
    for (let i = 0, j = 0; i < known.length || j < top.length; length++) {
      const index = Math.min(known[i] ?? Infinity, top[j] ?? Infinity);
      indices[length] = index;
      if (known[i] === index) sums[length] += counts[i++];
      if (top[j] === index) {
        sums[length]++;
        j++;
      }
    }
    this.#indices = indices.slice(0, length);
    this.#counts = sums.slice(0, length);
  }
}
