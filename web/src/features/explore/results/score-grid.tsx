'use client';

import { useContext, useRef, type Ref } from 'react';
import type { SplitRole } from '@engram/core';
import { RunMeasure } from '../../scores/run-measure.ts';
import type { Score } from '../../scores/score-fragment.ts';
import { useScoreDetails } from '../../scores/use-score-details.ts';
import type { ExploreView } from '../../../address/explore-state.ts';
import { rememberList } from '../../../address/list-of-origin.ts';
import type { OrderKey } from '../../../address/score-orders.ts';
import { CellPreview } from './cell-preview.tsx';
import { cellLayout } from './cell-layout.ts';
import { GridEntry } from './grid-entry.tsx';
import { TableHead } from './table-head.tsx';
import { tableColumns } from './table-columns.ts';
import { useGridFocus, type GridHandle } from './use-grid-focus.ts';
import { useVisibleCells } from './use-visible-cells.ts';
import styles from '../explore.module.css';

interface Props {
  run: string;
  dataset: string;
  /** Indices of the datapoints, in the order of the list. */
  indices: Int32Array;
  first: readonly Score[];
  view: ExploreView;
  /** Of an image in the grid, in pixels. */
  size: number;
  order: OrderKey;
  setOrder: (order: OrderKey) => void;
  ref: Ref<GridHandle>;
  /** null for a run without roles; a table has no column for them then. */
  roleOf: ((index: number) => SplitRole | null) | null;
  tagsOf: (index: number) => readonly string[];
  selected: ReadonlySet<number>;
  select: (index: number) => void;
}

/** A grid, or a table, of any length, of which only the rows that are seen exist. Arrow keys move within it. */
export function ScoreGrid(props: Props) {
  const { run, dataset, indices, view, size, ref, roleOf, tagsOf, selected, select } = props;
  const isTable = view === 'table';
  const cell = cellLayout(view, size);
  const { rowHeight } = cell;
  const Cells = isTable ? 'div' : 'ol';
  const frame = useRef<HTMLDivElement>(null);
  const { columns, from, height, seen } = useVisibleCells(frame, indices, { isTable, ...cell });
  const details = useScoreDetails(run, seen, props.first);
  const focus = useGridFocus(frame, indices, { columns, ...cell }, ref);
  // Before a datapoint is opened, so that its page leads on in this order.
  const remember = (place: number): void => rememberList(run, indices, place);
  const has = tableColumns({
    measure: useContext(RunMeasure),
    first: props.first,
    hasRoles: roleOf !== null,
  });
  const shared = { isTable, has, run, dataset, size, select, remember, total: indices.length };
  return (
    <div
      ref={frame}
      className={`${styles.frame} ${isTable ? styles.wide : ''}`}
      {...focus}
      {...(isTable && tableRole(indices.length))}
    >
      {isTable ? <TableHead order={props.order} setOrder={props.setOrder} has={has} /> : null}
      <div
        className={!isTable ? styles.track : roleOf ? styles.longerTrack : styles.longTrack}
        style={{ height }}
      >
        <Cells
          className={isTable ? styles.rows : styles.cells}
          role={isTable ? 'rowgroup' : undefined}
          aria-label={isTable ? undefined : 'Datapoints'}
          style={{
            transform: `translateY(${(from / columns) * rowHeight}px)`,
            gridTemplateColumns: isTable ? undefined : `repeat(${columns}, 1fr)`,
            gridAutoRows: rowHeight,
          }}
        >
          {seen.map((index, at) => (
            <GridEntry
              key={index}
              {...shared}
              place={from + at}
              index={index}
              score={details.get(index)}
              role={roleOf && (roleOf(index) ?? 'none')}
              tags={tagsOf(index)}
              isSelected={selected.has(index)}
            />
          ))}
        </Cells>
      </div>
      <CellPreview frame={frame} details={details} />
    </div>
  );
}

const tableRole = (rows: number) => ({
  role: 'table',
  'aria-label': 'Datapoints',
  'aria-rowcount': rows + 1,
});
