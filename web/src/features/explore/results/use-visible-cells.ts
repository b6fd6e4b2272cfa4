import { useState, type RefObject, type UIEvent } from 'react';
import { useElementSize } from './use-element-size.ts';
import { visibleCells, type VisibleCells } from './visible-rows.ts';

/** Of a cell with the gap beside it, in pixels; explore.module.css has the same. */
const cellWidth = 116;

interface Visible extends VisibleCells {
  columns: number;
  /** [to - from] Indices of the datapoints of these cells. */
  seen: number[];
  onScroll: (event: UIEvent<HTMLElement>) => void;
}

/**
 * The cells of a list that its frame shows, as it is scrolled and resized.
 * @param indices indices of the datapoints, in the order of the list
 */
export function useVisibleCells(
  frame: RefObject<HTMLElement | null>,
  indices: Int32Array,
  { isTable, rowHeight }: { isTable: boolean; rowHeight: number },
): Visible {
  const size = useElementSize(frame);
  const [top, setTop] = useState(0);
  const columns = isTable ? 1 : Math.max(1, Math.floor(size.width / cellWidth));
  const cells = visibleCells(indices.length, { columns, rowHeight }, top, size.height);
  return {
    ...cells,
    columns,
    seen: Array.from(indices.subarray(cells.from, cells.to)),
    onScroll: (event) => setTop(event.currentTarget.scrollTop),
  };
}
