import type { Failures } from './cross-filter.ts';

/** Points of a plot by their values, and where the plot shows them. */
export interface PlottedPoints {
  /** [N] NaN = missing, like y */
  x: Float32Array;
  y: Float32Array;
  /** [N] 0 where a datapoint passes all filters. */
  failed: Failures;
}

/** Values at the left, right, lower and upper end of a plot, and its size in pixels. */
export interface PlotFrame {
  x: readonly [low: number, high: number];
  y: readonly [low: number, high: number];
  width: number;
  height: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Position of the point nearest to a place, −1 where none lies within reach. A point that passes the filters wins over all that do
 * not, however near they lie: it is the one that is painted on top. O(N), about 3 ms for a million.
 *
 * @param across pixels from the left @param down pixels from the top @param reach in pixels
 */
export function nearestPoint(
  { x, y, failed }: PlottedPoints,
  frame: PlotFrame,
  [across, down]: readonly [across: number, down: number],
  reach: number,
): number {
  const { left, top, perX, perY } = pixelsPerUnit(frame);
  const best = [-1, -1];
  const distances = [reach * reach, reach * reach];
  for (let n = 0; n < x.length; n++) {
    const dx = (x[n]! - left) * perX - across;
    const dy = (top - y[n]!) * perY - down;
    const square = dx * dx + dy * dy;
    const kind = failed[n] === 0 ? 0 : 1;
    // False for NaN.
    if (square <= distances[kind]! && isShown(x[n]!, y[n]!, frame)) {
      distances[kind] = square;
      best[kind] = n;
    }
  }
  return best[0]! >= 0 ? best[0]! : best[1]!;
}

/**
 * Position of the nearest point in a direction from another: within 45° of it, so that four keys reach every place. Only points
 * that pass the filters and lie in the frame; −1 where there is none.
 */
export function nextPoint(
  { x, y, failed }: PlottedPoints,
  frame: PlotFrame,
  from: number,
  direction: Direction,
): number {
  const { perX, perY } = pixelsPerUnit(frame);
  const isAcross = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'up' ? 1 : -1;
  let [found, nearest] = [-1, Infinity];
  for (let n = 0; n < x.length; n++) {
    if (failed[n] !== 0) continue;
    const dx = (x[n]! - x[from]!) * perX;
    const dy = (y[n]! - y[from]!) * perY;
    const along = sign * (isAcross ? dx : dy);
    const aside = Math.abs(isAcross ? dy : dx);
    const square = dx * dx + dy * dy;
    if (along > 0 && aside <= along && square < nearest && isShown(x[n]!, y[n]!, frame))
      [found, nearest] = [n, square];
  }
  return found;
}

/** Position of the point with the lowest or highest x among those that pass the filters and lie in the frame; −1 without one. */
export function outermostPoint(
  { x, y, failed }: PlottedPoints,
  frame: PlotFrame,
  end: 'low' | 'high',
): number {
  const sign = end === 'high' ? 1 : -1;
  let [found, most] = [-1, -Infinity];
  for (let n = 0; n < x.length; n++)
    if (failed[n] === 0 && sign * x[n]! > most && isShown(x[n]!, y[n]!, frame))
      [found, most] = [n, sign * x[n]!];
  return found;
}

const isShown = (x: number, y: number, frame: PlotFrame): boolean =>
  x >= frame.x[0] && x <= frame.x[1] && y >= frame.y[0] && y <= frame.y[1];

const pixelsPerUnit = ({ x, y, width, height }: PlotFrame) => ({
  left: x[0],
  top: y[1],
  perX: width / (x[1] - x[0]),
  perY: height / (y[1] - y[0]),
});
