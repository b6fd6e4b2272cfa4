/** A corner of a lasso: the score in the explored run, and that in the other one. */
export type Corner = readonly [x: number, y: number];

/** Corners of a lasso at most: enough for any shape drawn by hand, and an address that can still be mailed. */
export const maxCorners = 60;
const fewestCorners = 3;

/** Four digits are finer than a pixel. */
export const short = (value: number): number => Number(value.toPrecision(4));

/** `0.012,-0.03~0.5,0.1~…`, or an empty text without corners. */
export const writeLasso = (corners: readonly Corner[]): string =>
  corners.map((corner) => corner.map(short).join(',')).join('~');

/** An empty list for what is no lasso. */
export function readLasso(text: string | null): Corner[] {
  const corners = (text ?? '').split('~').map((corner) => corner.split(',').map(readNumber));
  const isWhole = corners.every((corner) => corner.length === 2 && corner.every(Number.isFinite));
  if (!isWhole || corners.length < fewestCorners || corners.length > maxCorners) return [];
  return corners as unknown as Corner[];
}

const readNumber = (text: string): number => (text.trim() === '' ? NaN : Number(text));

/**
 * The lasso that a hand drew, with at most 60 corners: points that lie near the line between their neighbours are left out
 * (Ramer, Douglas and Peucker), with as much tolerance as it takes. Nothing when it encloses nothing.
 *
 * @param drawn in the order drawn, in any units; `scale` gives what makes both axes equally long
 */
export function simplifyLasso(drawn: readonly Corner[], scale: Corner): Corner[] {
  let tolerance = 1e-3;
  let kept = drawn;
  do {
    kept = simplified(drawn, scale, tolerance);
    tolerance *= 1.5;
  } while (kept.length > maxCorners);
  return kept.length < fewestCorners ? [] : kept.map(([x, y]) => [short(x), short(y)]);
}

function simplified(points: readonly Corner[], scale: Corner, tolerance: number): Corner[] {
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const waiting: [number, number][] = [[0, points.length - 1]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [first, last] = next;
    let [furthest, distance] = [-1, tolerance];
    for (let at = first + 1; at < last; at++) {
      const off = distanceTo(points[at]!, points[first]!, points[last]!, scale);
      if (off > distance) [furthest, distance] = [at, off];
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    waiting.push([first, furthest], [furthest, last]);
  }
  return points.filter((_, at) => keep[at] === 1);
}

/** Of a point to the segment between two others, in units of the scale. */
function distanceTo(point: Corner, from: Corner, to: Corner, [xScale, yScale]: Corner): number {
  const [dx, dy] = [(to[0] - from[0]) * xScale, (to[1] - from[1]) * yScale];
  const [px, py] = [(point[0] - from[0]) * xScale, (point[1] - from[1]) * yScale];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
  return Math.hypot(px - along * dx, py - along * dy);
}
