import { describe, expect, it } from 'vitest';
import { trainingAlignment } from '../../../worker/src/pipeline/training-alignment.ts';
import { toyConfig } from './toy-run.ts';

const scoring = { ...toyConfig().scoring, distance: 'l2', unitNorm: true } as const;
const alignment = (rows: number[][], changes: Partial<typeof scoring> | { unitNorm: false } = {}): number =>
  trainingAlignment(Float32Array.from(rows.flat()), rows[0]!.length, { ...scoring, ...changes });

describe('the alignment loss of a training batch', () => {
  it('is the mean distance of the two views of each datapoint, the first views standing first', () => {
    // (3, 0) and (0, 5) are a right angle apart, √2 at length 1; (1, 1) and (2, 2) point the same way.
    const rows = [
      [3, 0],
      [1, 1],
      [0, 5],
      [2, 2],
    ];
    expect(alignment(rows)).toBeCloseTo(Math.SQRT2 / 2, 6);
    expect(alignment(rows, { unitNorm: false })).toBeCloseTo((Math.hypot(3, 5) + Math.SQRT2) / 2, 6);
  });

  it('leaves out what has no direction or is not finite, and is 0 when nothing is left', () => {
    const rows = [
      [3, 0],
      [0, 0],
      [1, NaN],
      [0, 5],
      [2, 2],
      [2, 2],
    ];
    expect(alignment(rows)).toBeCloseTo(Math.SQRT2, 6);
    expect(
      alignment([
        [0, 0],
        [1, 0],
      ]),
    ).toBe(0);
    expect(
      alignment(
        [
          [0, 0],
          [3, 4],
        ],
        { unitNorm: false },
      ),
    ).toBe(5);
  });
});
