import { describe, expect, it } from 'vitest';
import { insideLasso } from '../../../web/src/columns/inside-lasso.ts';
import { readLasso, writeLasso, type Corner } from '../../../web/src/columns/lasso.ts';
import { boundsOfLasso, lassoOfBounds, unbounded } from '../../../web/src/columns/rectangle.ts';

const isInside = ([x, y]: readonly [number, number], lasso: Corner[]): boolean =>
  insideLasso(Float32Array.of(x), Float32Array.of(y), lasso)[0] === 1;

const extent = { x: [-3.21, 7.654321], y: [10.123, 10.987] } as const;

describe('bounds on a plane', () => {
  it.each([
    [{ ...unbounded, xFrom: 0.5 }, [0.5, 10.5], [0.4, 10.5]],
    [{ ...unbounded, xTo: 0.5 }, [-3.21, 10.987], [0.6, 10.5]],
    [{ ...unbounded, xFrom: -1, xTo: 2 }, [1.9, 10.123], [2.1, 10.5]],
  ] as const)(
    '%j are a lasso, through an address too, with %j in it and %j out of it',
    (bounds, inside, outside) => {
      const lasso = readLasso(writeLasso(lassoOfBounds(bounds, extent)));
      expect(isInside(inside, lasso)).toBe(true);
      expect(isInside(outside, lasso)).toBe(false);
    },
  );

  it('are read back from it, and none from a lasso that was drawn', () => {
    const bounds = { ...unbounded, xFrom: -1, yTo: 10.5 };
    expect(boundsOfLasso(lassoOfBounds(bounds, extent), extent)).toEqual(bounds);
    expect(lassoOfBounds(unbounded, extent)).toEqual([]);
    expect(boundsOfLasso([], extent)).toEqual(unbounded);
    expect(
      boundsOfLasso(
        [
          [0, 0],
          [1, 0],
          [2, 1],
          [0, 1],
        ],
        extent,
      ),
    ).toEqual(unbounded);
  });

  it('are what an address keeps of them, so that a link finds the same datapoints', () => {
    const lasso = lassoOfBounds({ ...unbounded, xFrom: 0.123456, yTo: 10.4567 }, extent);
    expect(readLasso(writeLasso(lasso))).toEqual(lasso);
  });

  it('beyond all points still make a rectangle, in which nothing lies', () => {
    const lasso = lassoOfBounds({ ...unbounded, xFrom: 50 }, extent);
    expect(lasso[1]![0]).toBeGreaterThan(50);
    expect(isInside([7.654321, 10.5], lasso)).toBe(false);
  });
});
