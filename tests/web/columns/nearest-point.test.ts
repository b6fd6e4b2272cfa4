import { describe, expect, it } from 'vitest';
import {
  nearestPoint,
  nextPoint,
  outermostPoint,
  type PlotFrame,
} from '../../../web/src/columns/nearest-point.ts';

/** Ten pixels to one, in both directions; y grows upwards while pixels grow downwards. */
const frame: PlotFrame = { x: [0, 10], y: [0, 10], width: 100, height: 100 };
const points = (places: readonly (readonly [number, number])[], failed: readonly number[] = []) => ({
  x: Float32Array.from(places, ([x]) => x),
  y: Float32Array.from(places, ([, y]) => y),
  failed: Uint16Array.from(places, (_, n) => failed[n] ?? 0),
});

describe('the point under the pointer', () => {
  it('is the nearest within reach, in pixels of the plot', () => {
    const some = points([
      [1, 9],
      [2, 9],
      [NaN, 9],
      [9, NaN],
    ]);
    expect(nearestPoint(some, frame, [14, 10], 12)).toBe(0);
    expect(nearestPoint(some, frame, [16, 10], 12)).toBe(1);
    expect(nearestPoint(some, frame, [40, 10], 12)).toBe(-1);
    // A wide plot is not as high: the same units are other distances.
    const wide = { ...frame, width: 1000 };
    expect(
      nearestPoint(
        points([
          [1, 5],
          [1.3, 9],
        ]),
        wide,
        [130, 50],
        25,
      ),
    ).toBe(-1);
    expect(
      nearestPoint(
        points([
          [1, 5],
          [1.3, 7],
        ]),
        wide,
        [130, 50],
        25,
      ),
    ).toBe(1);
  });

  it('is one that passes the filters, however near another lies', () => {
    const some = points(
      [
        [5, 5],
        [5.9, 5],
      ],
      [256, 0],
    );
    expect(nearestPoint(some, frame, [50, 50], 12)).toBe(1);
    expect(nearestPoint(some, frame, [42, 50], 12)).toBe(0);
  });

  it('is none outside of the part that is shown', () => {
    const zoomed = { ...frame, x: [4, 6] as const };
    expect(nearestPoint(points([[3.9, 5]]), zoomed, [0, 50], 12)).toBe(-1);
    expect(nearestPoint(points([[4.1, 5]]), zoomed, [0, 50], 12)).toBe(0);
  });
});

describe('arrow keys', () => {
  const some = points(
    [
      [5, 5],
      [6, 5.5],
      [5.5, 7],
      [3, 4],
      [5, 1],
      [5.2, 5.1],
      [9, 9],
    ],
    [0, 0, 0, 0, 0, 32, 0],
  );

  it('go to the nearest point in their direction that passes the filters', () => {
    const from = (at: number) =>
      (['left', 'right', 'up', 'down'] as const).map((one) => nextPoint(some, frame, at, one));
    expect(from(0)).toEqual([3, 1, 2, 4]);
    expect(from(6)).toEqual([2, -1, -1, 1]);
    expect(from(3)).toEqual([-1, 0, 2, 4]);
  });

  it('begin at either end of the horizontal axis', () => {
    expect([outermostPoint(some, frame, 'low'), outermostPoint(some, frame, 'high')]).toEqual([3, 6]);
    expect(outermostPoint(some, { ...frame, x: [0, 8] }, 'high')).toBe(1);
    expect(outermostPoint(points([[1, 1]], [1]), frame, 'low')).toBe(-1);
  });
});
