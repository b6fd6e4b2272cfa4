export interface Layout {
  columns: number;
  /** Height of a row with the gap below it, in pixels. */
  rowHeight: number;
}

export interface VisibleCells {
  /** First cell and the one after the last. */
  from: number;
  to: number;
  /** Height of all rows, in pixels. */
  height: number;
}

/** Rows drawn above and below what is seen, so that a short scroll finds them there. */
const overscan = 2;

/** The cells of a long grid that are to be drawn for what is seen of it. */
export function visibleCells(
  count: number,
  { columns, rowHeight }: Layout,
  top: number,
  seen: number,
): VisibleCells {
  const rows = Math.ceil(count / columns);
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const last = Math.min(rows, Math.ceil((top + seen) / rowHeight) + overscan);
  return {
    from: Math.min(count, first * columns),
    to: Math.max(0, Math.min(count, last * columns)),
    height: rows * rowHeight,
  };
}
