import type { Corner } from './lasso.ts';

/** Bands of y that the edges are sorted into: each point looks at those of its own band only. */
const bandCount = 256;

/**
 * Which points lie in a lasso, by the even-odd rule: a lasso that crosses itself leaves holes.
 * O(N) for lassos drawn by hand: a band holds few of their edges.
 *
 * @param x [N], NaN = missing
 * @param y [N], NaN = missing
 * @returns [N] 1 inside, 0 outside or missing
 */
export function insideLasso(x: Float32Array, y: Float32Array, corners: readonly Corner[]): Uint8Array {
  const inside = new Uint8Array(x.length);
  const [xs, ys] = [corners.map(([one]) => one), corners.map(([, one]) => one)];
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (!(low < high)) return inside;
  const bandOf = (value: number): number =>
    Math.min(bandCount - 1, Math.floor(((value - low) / (high - low)) * bandCount));
  const bands = edgesByBand(corners, bandOf);
  for (let n = 0; n < x.length; n++) {
    const px = x[n]!;
    const py = y[n]!;
    // False for NaN.
    if (!(px >= left && px <= right && py >= low && py <= high)) continue;
    const edges = bands[bandOf(py)]!;
    let crossings = 0;
    for (let at = 0; at < edges.length; at += 4) {
      const y1 = edges[at + 1]!;
      const y2 = edges[at + 3]!;
      if (y1 > py === y2 > py) continue;
      const x1 = edges[at]!;
      if (px < x1 + ((edges[at + 2]! - x1) * (py - y1)) / (y2 - y1)) crossings++;
    }
    inside[n] = crossings & 1;
  }
  return inside;
}

/** x1, y1, x2, y2 of each edge that enters a band. */
function edgesByBand(corners: readonly Corner[], bandOf: (y: number) => number): Float64Array[] {
  const bands = Array.from({ length: bandCount }, (): number[] => []);
  corners.forEach((from, at) => {
    const to = corners[(at + 1) % corners.length]!;
    const last = bandOf(Math.max(from[1], to[1]));
    for (let band = bandOf(Math.min(from[1], to[1])); band <= last; band++)
      bands[band]!.push(from[0], from[1], to[0], to[1]);
  });
  return bands.map((edges) => Float64Array.from(edges));
}
