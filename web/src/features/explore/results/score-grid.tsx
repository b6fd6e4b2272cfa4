'use client';

import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react';
import type { SplitRole } from '@engram/core';
import type { Score } from '../../scores/score-fragment.ts';
import { useScoreDetails } from './use-score-details.ts';
import type { ExploreView } from '../../../address/explore-state.ts';
import type { OrderKey } from '../../../address/score-orders.ts';
import { ScoreCell } from './score-cell.tsx';
import { ScoreRow } from './score-row.tsx';
import { stepOf } from './step-of.ts';
import { TableHead } from './table-head.tsx';
import { visibleCells } from './visible-rows.ts';
import styles from '../explore.module.css';

/** Of a cell with the gap beside and below it, in pixels; explore.module.css has the same. */
const cellWidth = 116;
const rowHeights = { grid: 168, table: 44 };

/** What the keys of the page ask of the grid. */
export interface GridHandle {
  /** Moves on by a number of cells, or comes back to the cell one was at last. */
  step(by: number): void;
  /** Index of the datapoint that has the focus; null when none has. */
  focused(): number | null;
  /** Gives the focus back to the cell one was at last, or to the last of a list that became shorter. */
  comeBack(): void;
}

interface Props {
  run: string;
  dataset: string;
  /** Indices of the datapoints, in the order of the list. */
  indices: Int32Array;
  first: readonly Score[];
  view: ExploreView;
  order: OrderKey;
  setOrder: (order: OrderKey) => void;
  ref: Ref<GridHandle>;
  /** null for a run without roles; a table has no column for them then. */
  roleOf: ((index: number) => SplitRole | null) | null;
  tagsOf: (index: number) => readonly string[];
  picked: ReadonlySet<number>;
  /** undefined for who has nothing to pick datapoints for. */
  pick: ((index: number) => void) | undefined;
}

/** A grid, or a table, of any length, of which only the rows that are seen exist. Arrow keys move within it. */
export function ScoreGrid(props: Props) {
  const { run, dataset, indices, first, view, order, setOrder, ref, roleOf, tagsOf, picked, pick } = props;
  const isTable = view === 'table';
  const rowHeight = rowHeights[view];
  // The titles stay above the rows.
  const headHeight = isTable ? rowHeight : 0;
  const [List, Entry] = isTable ? (['div', 'div'] as const) : (['ol', 'li'] as const);
  const Item = isTable ? ScoreRow : ScoreCell;
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  const goal = useRef<number | null>(null);
  const last = useRef(0);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width, height });
    });
    watch.observe(frame.current!);
    return () => watch.disconnect();
  }, []);
  // Another list begins at its top.
  useEffect(() => {
    frame.current!.scrollTop = 0;
    last.current = 0;
  }, [indices]);
  const columns = isTable ? 1 : Math.max(1, Math.floor(size.width / cellWidth));
  const { from, to, height } = visibleCells(indices.length, { columns, rowHeight }, top, size.height);
  const seen = Array.from(indices.subarray(from, to));
  const details = useScoreDetails(run, seen, first);
  useEffect(() => {
    if (goal.current === null) return;
    const cell = frame.current!.querySelector<HTMLElement>(`[data-place="${goal.current}"]`);
    if (!cell) return;
    goal.current = null;
    cell.focus({ preventScroll: true });
  });

  const goTo = (place: number): void => {
    const next = Math.max(0, Math.min(indices.length - 1, place));
    const { scrollTop, clientHeight } = frame.current!;
    const rowTop = Math.floor(next / columns) * rowHeight;
    if (rowTop < scrollTop) frame.current!.scrollTop = rowTop;
    else if (headHeight + rowTop + rowHeight > scrollTop + clientHeight)
      frame.current!.scrollTop = headHeight + rowTop + rowHeight - clientHeight;
    const cell = frame.current!.querySelector<HTMLElement>(`[data-place="${next}"]`);
    // A cell that is not drawn yet is focused when it is; keys pressed until then go on from it.
    goal.current = cell ? null : next;
    cell?.focus({ preventScroll: true });
    frame.current!.scrollIntoView({ block: 'nearest' });
  };
  const focusedPlace = (): number | null => {
    if (goal.current !== null) return goal.current;
    const item = frame.current!.contains(document.activeElement)
      ? document.activeElement!.closest('li, [role="row"]')
      : null;
    const place = item?.querySelector<HTMLElement>('[data-place]')?.dataset.place;
    return place === undefined ? null : Number(place);
  };
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
  const move = (event: KeyboardEvent): void => {
    const place = focusedPlace();
    const step = stepOf(event.key, columns);
    if (step === null || place === null || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    goTo(place + step);
  };

  return (
    <div
      ref={frame}
      className={styles.frame}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={move}
      onFocus={() => {
        goal.current = null;
        last.current = focusedPlace() ?? last.current;
      }}
      {...(isTable && { role: 'table', 'aria-label': 'Datapoints', 'aria-rowcount': indices.length + 1 })}
    >
      {isTable ? (
        <TableHead
          order={order}
          setOrder={setOrder}
          hasRoles={roleOf !== null}
          canPick={pick !== undefined}
        />
      ) : null}
      <div
        className={!isTable ? styles.track : roleOf ? styles.longerTrack : styles.longTrack}
        style={{ height }}
      >
        <List
          className={isTable ? styles.rows : styles.cells}
          role={isTable ? 'rowgroup' : undefined}
          aria-label={isTable ? undefined : 'Datapoints'}
          style={{
            transform: `translateY(${(from / columns) * rowHeight}px)`,
            gridTemplateColumns: isTable ? undefined : `repeat(${columns}, 1fr)`,
          }}
        >
          {seen.map((index, at) => (
            <Entry
              key={index}
              className={picked.has(index) ? styles.picked : undefined}
              {...(isTable
                ? { role: 'row', 'aria-rowindex': from + at + 2 }
                : { 'aria-posinset': from + at + 1, 'aria-setsize': indices.length })}
            >
              <Item
                run={run}
                dataset={dataset}
                place={from + at}
                index={index}
                score={details.get(index)}
                role={roleOf && (roleOf(index) ?? 'none')}
                tags={tagsOf(index)}
              />
              {pick ? (
                <span className={styles.pick} role={isTable ? 'cell' : undefined}>
                  <label>
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={`Select datapoint ${index}`}
                      checked={picked.has(index)}
                      onChange={() => pick(index)}
                    />
                  </label>
                </span>
              ) : null}
            </Entry>
          ))}
        </List>
      </div>
    </div>
  );
}
