import type { ScoreArrays } from '@engram/core';
import type { OrderKey } from '../address/score-orders.ts';

/** [N] all positions in an order: missing values last in either direction, ties by ascending index. */
export function orderPositions(data: ScoreArrays, order: OrderKey): Int32Array {
  switch (order) {
    case 'value-desc':
      return byRank(data, false);
    case 'value-asc':
      return byRank(data, true);
    case 'top-desc':
      return largestFirst(data.topFraction);
    case 'error-desc':
      return largestFirst(data.standardError);
    case 'index-asc':
      return Int32Array.from({ length: data.count }, (_, n) => n);
  }
}

/** Ranks tell apart what float32 no longer does, and need no sorting: each stands once, from 1. */
function byRank({ count, rank }: ScoreArrays, isReversed: boolean): Int32Array {
  const ranked = rank.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
  const positions = new Int32Array(count);
  let missing = ranked;
  for (let n = 0; n < count; n++) {
    const place = rank[n]!;
    positions[place > 0 ? (isReversed ? ranked - place : place - 1) : missing++] = n;
  }
  return positions;
}

function largestFirst(values: Float32Array): Int32Array {
  const keys = values.map((value) => (Number.isNaN(value) ? -Infinity : value));
  return Int32Array.from(keys, (_, n) => n).sort((a, b) => {
    const [x, y] = [keys[a]!, keys[b]!];
    // By subtraction two infinities would differ by NaN.
    return x > y ? -1 : x < y ? 1 : a - b;
  });
}
