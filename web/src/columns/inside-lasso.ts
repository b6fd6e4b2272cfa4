import type { Corner } from './lasso.ts';

/** Parts of either axis of the lasso's rectangle: what holds of a cell that no edge enters holds of all points in it. */
const parts = 128;
/** A cell that an edge enters. */
const unclear = 2;

/**
 * Which points lie in a lasso, by the even-odd rule: a lasso that crosses itself leaves holes.
 * O(N) for lassos drawn by hand: only points in cells that an edge enters look at edges, and only at those of their own row.
 *
 * @param x [N], NaN = missing
 * @param y [N], NaN = missing
 * @returns [N] 1 inside, 0 outside or missing
 */
export function insideLasso(x: Float32Array, y: Float32Array, corners: readonly Corner[]): Uint8Array {
  const inside = new Uint8Array(x.length);
  const [xs, ys] = [corners.map(([one]) => one), corners.map(([, one]) => one)];
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (!(left < right && low < high)) return inside;
  const [perX, perY] = [parts / (right - left), parts / (high - low)];
  const edges = edgesByRow(corners, (value) => rowOf(value, low, perY));
  const cells = cellsOf(edges, { left, low, perX, perY });
  for (let n = 0; n < x.length; n++) {
    const px = x[n]!;
    const py = y[n]!;
    // False for NaN.
    if (!(px >= left && px <= right && py >= low && py <= high)) continue;
    const row = rowOf(py, low, perY);
    const cell = cells[row * parts + rowOf(px, left, perX)]!;
    inside[n] = cell === unclear ? parityAt(px, py, edges[row]!) : cell;
  }
  return inside;
}

/** Of a row, or a column likewise; the last includes its end. */
const rowOf = (value: number, from: number, perUnit: number): number =>
  Math.min(parts - 1, ((value - from) * perUnit) | 0);

/** 1 where a point lies to the left of an odd number of edges. @param edges x1, y1, x2, y2 of each */
function parityAt(px: number, py: number, edges: Float64Array): number {
  let crossings = 0;
  for (let at = 0; at < edges.length; at += 4) {
    const y1 = edges[at + 1]!;
    const y2 = edges[at + 3]!;
    if (y1 > py === y2 > py) continue;
    const x1 = edges[at]!;
    if (px < x1 + ((edges[at + 2]! - x1) * (py - y1)) / (y2 - y1)) crossings++;
  }
  return crossings & 1;
}

/** x1, y1, x2, y2 of each edge that enters a row. */
function edgesByRow(corners: readonly Corner[], rowAt: (y: number) => number): Float64Array[] {
  const rows = Array.from({ length: parts }, (): number[] => []);
  corners.forEach((from, at) => {
    const to = corners[(at + 1) % corners.length]!;
    const last = rowAt(Math.max(from[1], to[1]));
    for (let row = rowAt(Math.min(from[1], to[1])); row <= last; row++)
      rows[row]!.push(from[0], from[1], to[0], to[1]);
  });
  return rows.map((edges) => Float64Array.from(edges));
}

/** [row, column] 1 inside, 0 outside, or `unclear`; a cell beside an edge counts as one that it enters, so that rounding changes nothing. */
function cellsOf(
  edges: readonly Float64Array[],
  { left, low, perX, perY }: { left: number; low: number; perX: number; perY: number },
): Uint8Array {
  const cells = new Uint8Array(parts * parts);
  edges.forEach((ofRow, row) => {
    const [bottom, top] = [low + row / perY, low + (row + 1) / perY];
    const middle = (bottom + top) / 2;
    const columns = cells.subarray(row * parts, (row + 1) * parts);
    for (let column = 0; column < parts; column++)
      columns[column] = parityAt(left + (column + 0.5) / perX, middle, ofRow);
    for (let at = 0; at < ofRow.length; at += 4) {
      const [x1, y1, x2, y2] = ofRow.subarray(at, at + 4) as unknown as [number, number, number, number];
      const xAt = (y: number): number =>
        y1 === y2 ? x1 : x1 + (x2 - x1) * Math.max(0, Math.min(1, (y - y1) / (y2 - y1)));
      const ends = y1 === y2 ? [x1, x2] : [xAt(bottom), xAt(top)];
      const from = rowOf(Math.min(...ends), left, perX) - 1;
      columns.fill(unclear, Math.max(0, from), rowOf(Math.max(...ends), left, perX) + 2);
    }
  });
  return cells;
}
