import { invariant } from '../errors.ts';
import { mean } from './summary.ts';

/** Ranks 1 … n, ties sharing their mean rank. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(n);
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

/** Pearson's correlation; null when either side does not vary or has fewer than two values. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const n = a.length;
  invariant(n === b.length, `${n} values do not correlate with ${b.length}`);
  const meanA = mean(a);
  const meanB = mean(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < n; i++) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  return aa === 0 || bb === 0 || n < 2 ? null : ab / Math.sqrt(aa * bb);
}

/** Spearman's ρ with average ranks for ties; null as `pearson`. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return pearson(averageRanks(a), averageRanks(b));
}

const tiedPairs = (runLength: number): number => (runLength * (runLength - 1)) / 2;

/** Pairs inside runs of equal values; `sameAsBefore(i)` compares sorted values i and i − 1. */
function countTiedPairs(n: number, sameAsBefore: (i: number) => boolean): number {
  let pairs = 0;
  let run = 1;
  for (let i = 1; i <= n; i++) {
    if (i < n && sameAsBefore(i)) run++;
    else {
      pairs += tiedPairs(run);
      run = 1;
    }
  }
  return pairs;
}

/** Sorts a copy of `values` by merging and counts the exchanges a bubble sort would need. */
export function countExchanges(values: Float64Array): number {
  let source = values.slice();
  let target = new Float64Array(values.length);
  let exchanges = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let left = start;
      let right = middle;
      for (let i = start; i < end; i++) {
        const takeLeft = left < middle && (right >= end || source[left] <= source[right]);
        if (!takeLeft) exchanges += middle - left;
        target[i] = takeLeft ? source[left++] : source[right++];
      }
    }
    [source, target] = [target, source];
  }
  return exchanges;
}

/** Kendall's τ-b in O(n log n) (Knight 1966); null when either side does not vary. */
export function kendallTauB(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const n = a.length;
  invariant(n === b.length, `${n} values do not correlate with ${b.length}`);
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i] - a[j] || b[i] - b[j]);
  const sameA = (i: number): boolean => a[order[i]] === a[order[i - 1]];
  const inOrder = Float64Array.from(order, (i) => b[i]);
  const sortedB = Float64Array.from(inOrder).sort();
  const tiesA = countTiedPairs(n, sameA);
  const tiesBoth = countTiedPairs(n, (i) => sameA(i) && inOrder[i] === inOrder[i - 1]);
  const tiesB = countTiedPairs(n, (i) => sortedB[i] === sortedB[i - 1]);
  const discordant = countExchanges(inOrder);
  const all = tiedPairs(n);
  if (all === tiesA || all === tiesB) return null;
  return (all - tiesA - tiesB + tiesBoth - 2 * discordant) / Math.sqrt((all - tiesA) * (all - tiesB));
}
