import type { RepresentationMap, ScoreArrays } from '@engram/core';
import { otherScores } from './other-scores.ts';

/** Where the datapoints of a run lie on its map: [N] in the order of the run, NaN where one is not on it. */
export function placesOn(
  { index, x, y }: RepresentationMap,
  own: Pick<ScoreArrays, 'count' | 'index'>,
): { x: Float32Array; y: Float32Array } {
  const column = (value: Float32Array): Float32Array =>
    otherScores(own, { count: index.length, index, value });
  return { x: column(x), y: column(y) };
}
