export interface Histogram {
  /** [bins + 1], ascending. */
  edges: number[];
  /** [bins]; the last bin holds its right edge too. */
  counts: number[];
  total: number;
}

/** Equal bins from the smallest to the largest value; one value alone gets a bin of width 1 around it. */
export function histogram(values: ArrayLike<number>, bins: number): Histogram {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (values.length === 0) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const width = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) counts[Math.min(bins - 1, Math.floor((values[i] - low) / width))]++;
  return {
    edges: Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * width)),
    counts,
    total: values.length,
  };
}
