import { useEffect, useImperativeHandle, useRef, type KeyboardEvent, type Ref, type RefObject } from 'react';
import { arrowKeyOffset } from './arrow-key-offset.ts';
import type { CellSizes } from './cell-layout.ts';

/** What the keys of the page ask of the grid. */
export interface GridHandle {
  /** Moves on by a number of cells, or returns to the cell that had the focus last. */
  step(by: number): void;
  /** Index of the datapoint that has the focus; null when none has. */
  focused(): number | null;
  /** Focuses the cell that had the focus last, or the last cell of a list that became shorter. */
  comeBack(): void;
}

interface GridLayout extends CellSizes {
  columns: number;
}

/**
 * Moves the focus through a grid of which only some rows are drawn: by arrow keys, and by `ref` from outside.
 * @param frame the element that is as high as all rows; each drawn cell in it has its place in the list as `data-place`
 * @param indices indices of the datapoints, in the order of the list; another list begins at its top
 */
export function useGridFocus(
  frame: RefObject<HTMLElement | null>,
  indices: Int32Array,
  { columns, rowHeight, headHeight }: GridLayout,
  ref: Ref<GridHandle>,
) {
  /** The cell to be focused as soon as it is drawn. */
  const goal = useRef<number | null>(null);
  const last = useRef(0);
  useEffect(() => {
    toTop(frame.current!);
    last.current = 0;
  }, [frame, indices]);
  useEffect(() => {
    if (goal.current === null) return;
    const cell = cellAt(frame.current!, goal.current);
    if (!cell) return;
    goal.current = null;
    cell.focus({ preventScroll: true });
  });
  const goTo = (place: number): void => {
    const next = Math.max(0, Math.min(indices.length - 1, place));
    scrollToRow(frame.current!, headHeight + Math.floor(next / columns) * rowHeight, rowHeight, headHeight);
    const cell = cellAt(frame.current!, next);
    // A cell that is not drawn yet is focused when it is; keys pressed until then go on from it.
    goal.current = cell ? null : next;
    cell?.focus({ preventScroll: true });
  };
  const focusedPlace = (): number | null => goal.current ?? placeWithFocus(frame.current!);
  useImperativeHandle(ref, () => ({
    step(by) {
      const place = focusedPlace();
      goTo(place === null ? last.current : place + by);
    },
    focused() {
      const place = focusedPlace();
      return place === null ? null : (indices[place] ?? null);
    },
    comeBack: () => goTo(last.current),
  }));
  return {
    onKeyDown(event: KeyboardEvent): void {
      const place = focusedPlace();
      const step = arrowKeyOffset(event.key, columns);
      if (step === null || place === null || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      goTo(place + step);
    },
    onFocus(): void {
      goal.current = null;
      last.current = focusedPlace() ?? last.current;
    },
  };
}

const cellAt = (frame: HTMLElement, place: number): HTMLElement | null =>
  frame.querySelector<HTMLElement>(`[data-place="${place}"]`);

/** Place of the cell that has the focus, itself or in a control beside it; null when none has. */
function placeWithFocus(frame: HTMLElement): number | null {
  const item = frame.contains(document.activeElement)
    ? document.activeElement!.closest('li, [role="row"]')
    : null;
  const place = item?.querySelector<HTMLElement>('[data-place]')?.dataset.place;
  return place === undefined ? null : Number(place);
}

/** Of what the page's own header covers at the top of the window, in pixels. */
const covered = (): number => document.querySelector('body > header')?.getBoundingClientRect().bottom ?? 0;

/** Another list begins at its top; a reader who has not reached the list yet stays. */
function toTop(frame: HTMLElement): void {
  const above = frame.getBoundingClientRect().top - covered();
  if (above < 0) window.scrollBy({ top: above });
}

/** Scrolls the page no further than it takes to see the whole row. */
function scrollToRow(frame: HTMLElement, rowTop: number, rowHeight: number, headHeight: number): void {
  const top = frame.getBoundingClientRect().top + rowTop;
  const above = top - covered() - headHeight;
  const below = top + rowHeight - window.innerHeight;
  if (above < 0) window.scrollBy({ top: above });
  else if (below > 0) window.scrollBy({ top: below });
}
