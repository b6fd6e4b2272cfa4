import type { RefObject } from 'react';
import type { CellSizes } from './cell-layout.ts';
import { useSeenPart } from './use-seen-part.ts';
import { visibleCells, type VisibleCells } from './visible-rows.ts';

interface Visible extends VisibleCells {
  columns: number;
  /** [to - from] Indices of the datapoints of these cells. */
  seen: number[];
}

/**
 * The cells of a list that the window shows, as the page is scrolled and resized.
 * @param indices indices of the datapoints, in the order of the list
 */
export function useVisibleCells(
  frame: RefObject<HTMLElement | null>,
  indices: Int32Array,
  { isTable, cellWidth, rowHeight }: CellSizes & { isTable: boolean },
): Visible {
  const { width, top, height } = useSeenPart(frame);
  const columns = isTable ? 1 : Math.max(1, Math.floor(width / cellWidth));
  const cells = visibleCells(indices.length, { columns, rowHeight }, top, height);
  return { ...cells, columns, seen: Array.from(indices.subarray(cells.from, cells.to)) };
}
