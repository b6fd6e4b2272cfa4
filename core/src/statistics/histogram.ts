import { invariant } from '../errors.ts';

export interface Histogram {
  /** [bins + 1], ascending. */
  edges: number[];
  /** [bins]; a bin holds its left edge, the last one its right edge too. */
  counts: number[];
  /** Values counted. */
  total: number;
  /** Values that are null. */
  missing: number;
}

/** Equal bins from the smallest to the largest value; values that are all equal get a range of width 1 around them. */
export function histogram(values: ArrayLike<number | null>, bins: number): Histogram {
  invariant(Number.isInteger(bins) && bins >= 1, `a histogram needs at least one bin, not ${bins}`);
  let low = Infinity;
  let high = -Infinity;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) continue;
    invariant(Number.isFinite(value), `value ${i} of the histogram is ${value}`);
    low = Math.min(low, value);
    high = Math.max(high, value);
    total++;
  }
  if (total === 0) [low, high] = [0, 1];
  // A range too narrow to divide is no range.
  if ((high - low) / bins === 0) [low, high] = [low - 0.5, high + 0.5];
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * width));
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) continue;
    let bin = Math.min(bins - 1, Math.floor((value - low) / width));
    // The division may round across an edge; the edges that are shown decide.
    while (value < edges[bin]) bin--;
    while (bin < bins - 1 && value >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  return { edges, counts, total, missing: values.length - total };
}
