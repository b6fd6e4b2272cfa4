import type { Failures } from './cross-filter.ts';

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

/** Of a score that is missing. */
const noBin = 255;

/** [N] the bin of each score, of at most 255; the last bin includes its upper edge. */
export function binsOf(value: Float32Array, edges: Float64Array): Uint8Array {
  const last = edges.length - 2;
  const low = edges[0]!;
  const perUnit = (last + 1) / (edges[last + 1]! - low);
  const bins = new Uint8Array(value.length);
  for (let n = 0; n < value.length; n++) {
    const one = value[n]!;
    bins[n] = Number.isNaN(one) ? noBin : Math.max(0, Math.min(last, Math.floor((one - low) * perUnit)));
  }
  return bins;
}

/** @param aside failures of all filters but the range of scores */
export function countBins(bins: Uint8Array, aside: Failures, edges: Float64Array): ScoreBins {
  const counts = new Int32Array(noBin + 1);
  for (let n = 0; n < bins.length; n++) if (aside[n] === 0) counts[bins[n]!]! += 1;
  return { edges, counts: counts.slice(0, edges.length - 1) };
}
