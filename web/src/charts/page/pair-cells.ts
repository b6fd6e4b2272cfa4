type Cell = readonly [row: number, column: number];

const steps: Readonly<Record<string, Cell>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * The cell that a key leads to from another one; the diagonal is stepped over, at the edge
 * to the cell of the same pair on its other side. null when the key or the edge leads nowhere.
 */
export function stepFrom(cell: Cell, key: string, count: number): Cell | null {
  const [row, column] = cell;
  if (key === 'Home') return [row, row === 0 ? 1 : 0];
  if (key === 'End') return [row, row === count - 1 ? count - 2 : count - 1];
  const step = steps[key];
  if (!step) return null;
  let next: Cell = [row + step[0], column + step[1]];
  const isInside = (at: number) => at >= 0 && at < count;
  if (next[0] === next[1]) {
    next = [next[0] + step[0], next[1] + step[1]];
    if (!next.every(isInside)) return [column, row];
  }
  return next.every(isInside) ? next : null;
}
