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
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < n; i++) {
    meanA += a[i] / n;
    meanB += b[i] / n;
  }
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

/** Sorts `values` in place by merging and counts the exchanges a bubble sort would need. */
function countExchanges(values: Float64Array): number {
  let source: Float64Array = values;
  let target: Float64Array = new Float64Array(values.length);
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
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i] - a[j] || b[i] - b[j]);
  let tiesA = 0;
  let tiesBoth = 0;
  let runA = 1;
  let runBoth = 1;
  for (let i = 1; i <= n; i++) {
    const sameA = i < n && a[order[i]] === a[order[i - 1]];
    const sameBoth = sameA && b[order[i]] === b[order[i - 1]];
    if (sameBoth) runBoth++;
    else {
      tiesBoth += tiedPairs(runBoth);
      runBoth = 1;
    }
    if (sameA) runA++;
    else {
      tiesA += tiedPairs(runA);
      runA = 1;
    }
  }
  const inOrder = Float64Array.from(order, (i) => b[i]);
  const sortedB = Float64Array.from(inOrder).sort();
  let tiesB = 0;
  let runB = 1;
  for (let i = 1; i <= n; i++) {
    if (i < n && sortedB[i] === sortedB[i - 1]) runB++;
    else {
      tiesB += tiedPairs(runB);
      runB = 1;
    }
  }
  const discordant = countExchanges(inOrder);
  const all = tiedPairs(n);
  if (all === tiesA || all === tiesB) return null;
  return (all - tiesA - tiesB + tiesBoth - 2 * discordant) / Math.sqrt((all - tiesA) * (all - tiesB));
}
