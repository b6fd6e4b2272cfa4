import type { ExploreView } from '../../../address/explore-state.ts';

/** Room for the four lines below an image with the widest score, in pixels. */
const text = { width: 104, height: 104 };
/** Beside an image. */
const margin = 44;
/** Of a row of the table with the gap below it; score-table.module.css has the same. */
const tableRow = 44;

export interface CellSizes {
  /** Of a cell with the gap beside it, in pixels. */
  cellWidth: number;
  /** Of a row with the gap below it, in pixels. */
  rowHeight: number;
  /** Of the titles that stay above the rows of a table, in pixels. */
  headHeight: number;
}

/** @param size of the image, in pixels */
export function cellLayout(view: ExploreView, size: number): CellSizes {
  return {
    headHeight: view === 'table' ? tableRow : 0,
    cellWidth: Math.max(text.width, size + margin),
    rowHeight: view === 'table' ? tableRow : size + text.height,
  };
}
