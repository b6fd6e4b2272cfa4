import { bits, type Explored, type Failures } from './cross-filter.ts';

export interface ScoreBins {
  /** Ascending, one more than bins. */
  edges: Float64Array;
  /** Scores that pass all filters but the range of scores. */
  counts: Int32Array;
}

/** The edges of bins of equal width over all scores of a run; one bin of width 1 when they are all the same. */
export function edgesOf(value: Float32Array, count: number): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (const one of value) {
    if (one < low) low = one;
    if (one > high) high = one;
  }
  if (!(low < high))
    [low, high] = [Number.isFinite(low) ? low - 0.5 : 0, Number.isFinite(high) ? high + 0.5 : 1];
  return Float64Array.from({ length: count + 1 }, (_, at) => low + ((high - low) * at) / count);
}

/** The last bin includes its upper edge. */
export function binValues(data: Explored, failed: Failures, edges: Float64Array): ScoreBins {
  const bins = edges.length - 1;
  const counts = new Int32Array(bins);
  const low = edges[0]!;
  const perUnit = bins / (edges[bins]! - low);
  for (let n = 0; n < data.count; n++) {
    if ((failed[n]! & ~bits.value) !== 0 || Number.isNaN(data.value[n]!)) continue;
    counts[Math.max(0, Math.min(bins - 1, Math.floor((data.value[n]! - low) * perUnit)))]! += 1;
  }
  return { edges, counts };
}
