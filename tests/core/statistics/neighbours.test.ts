import { majority, maxCentreProduct, nearestNeighbours, Rng, rowsOf, unitRows } from '@engram/core';
import { describe, expect, it } from 'vitest';

describe('neighbours', () => {
  it('are those of a full sort, nearest first, ties by position', () => {
    const rng = Rng.fromSeed('neighbours');
    // Whole coordinates make many equal distances.
    const points = Array.from({ length: 60 }, () => [rng.integer(4), rng.integer(4)]);
    const { positions, distances } = nearestNeighbours(rowsOf(points), 7);
    points.forEach((point, n) => {
      const sorted = points
        .map((other, position) => ({ position, d: Math.hypot(point[0] - other[0], point[1] - other[1]) }))
        .filter(({ position }) => position !== n)
        .sort((a, b) => a.d - b.d || a.position - b.position)
        .slice(0, 7);
      expect([...positions.subarray(7 * n, 7 * n + 7)]).toEqual(sorted.map(({ position }) => position));
      sorted.forEach(({ d }, i) => expect(distances[7 * n + i]).toBeCloseTo(d, 12));
    });
  });

  it('vote for the lowest class in a tie', () => {
    expect(majority([3, 1, 3, 1])).toBe(1);
    expect(majority([2, 0, 2])).toBe(2);
  });

  it('refuse rows without direction, unequal rows and a k as large as the set', () => {
    expect(() => unitRows(rowsOf([[0, 0]]))).toThrow(/no direction/);
    expect(() => rowsOf([[1], [1, 2]])).toThrow(/row 1/);
    expect(() => nearestNeighbours(rowsOf([[1], [2]]), 2)).toThrow(/k = 2/);
  });

  it('have no largest product with a single centre', () => {
    expect(maxCentreProduct([[1, 2]])).toBe(-Infinity);
  });
});
