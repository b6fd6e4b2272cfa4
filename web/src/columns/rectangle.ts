import { short, type Corner } from './lasso.ts';

/** Bounds on the two coordinates of a plane; null where there is none. */
export interface Bounds {
  xFrom: number | null;
  xTo: number | null;
  yFrom: number | null;
  yTo: number | null;
}

/** Least and greatest of the points on each axis. */
export interface Extent {
  x: readonly [number, number];
  y: readonly [number, number];
}

export const unbounded: Bounds = { xFrom: null, xTo: null, yFrom: null, yTo: null };

/** The rectangle that bounds are, as a lasso; an empty one for no bounds. A side without a bound lies beyond all points.
 * Bounds have the four digits that an address keeps (writeLasso), so that a link finds the same datapoints. */
export function lassoOfBounds(bounds: Bounds, extent: Extent): Corner[] {
  if (Object.values(bounds).every((bound) => bound === null)) return [];
  const [left, right] = ends(bounds.xFrom, bounds.xTo, extent.x).map(short) as [number, number];
  const [low, high] = ends(bounds.yFrom, bounds.yTo, extent.y).map(short) as [number, number];
  return [
    [left, low],
    [right, low],
    [right, high],
    [left, high],
  ];
}

/** The bounds that a lasso is, if it is such a rectangle; no bounds otherwise. */
export function boundsOfLasso(lasso: readonly Corner[], extent: Extent): Bounds {
  const [first, second, third, fourth] = lasso;
  if (lasso.length !== 4 || !first || !second || !third || !fourth) return unbounded;
  const [left, low] = first;
  const [right, high] = third;
  const isRectangle = second[0] === right && second[1] === low && fourth[0] === left && fourth[1] === high;
  if (!isRectangle) return unbounded;
  return {
    xFrom: left < extent.x[0] ? null : left,
    xTo: right > extent.x[1] ? null : right,
    yFrom: low < extent.y[0] ? null : low,
    yTo: high > extent.y[1] ? null : high,
  };
}

function ends(from: number | null, to: number | null, [least, most]: readonly [number, number]) {
  // So far beyond that the four digits of an address (writeLasso) keep it there.
  const margin = (most - least || 1) * 0.05 + 0.005 * Math.max(Math.abs(least), Math.abs(most));
  return [
    from ?? Math.min(least - margin, (to ?? Infinity) - margin),
    to ?? Math.max(most + margin, (from ?? -Infinity) + margin),
  ] as const;
}
