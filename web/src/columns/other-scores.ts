import type { ScoreArrays } from '@engram/core';

/**
 * Values of the same datapoints in another run: [N] in the order of `own`, NaN where it has none. Both ascend by index.
 * @param column of the other run; its scores when left out
 */
export function otherScores(
  own: Pick<ScoreArrays, 'count' | 'index'>,
  other: Pick<ScoreArrays, 'count' | 'index' | 'value'>,
  column: Float32Array = other.value,
): Float32Array {
  const found = new Float32Array(own.count).fill(NaN);
  for (let n = 0, at = 0; n < own.count; n++) {
    while (at < other.count && other.index[at]! < own.index[n]!) at++;
    if (at < other.count && other.index[at] === own.index[n]) found[n] = column[at]!;
  }
  return found;
}
