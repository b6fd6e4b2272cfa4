'use client';

import { useRef, type Ref } from 'react';
import type { SplitRole } from '@engram/core';
import type { Score } from '../../scores/score-fragment.ts';
import { useScoreDetails } from './use-score-details.ts';
import type { ExploreView } from '../../../address/explore-state.ts';
import type { OrderKey } from '../../../address/score-orders.ts';
import { GridEntry } from './grid-entry.tsx';
import { TableHead } from './table-head.tsx';
import { useGridFocus, type GridHandle } from './use-grid-focus.ts';
import { useVisibleCells } from './use-visible-cells.ts';
import styles from '../explore.module.css';

/** Of a row with the gap below it, in pixels; explore.module.css has the same. */
const rowHeights = { grid: 168, table: 44 };

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
  selected: ReadonlySet<number>;
  /** undefined for who has nothing to select datapoints for. */
  select: ((index: number) => void) | undefined;
}

/** A grid, or a table, of any length, of which only the rows that are seen exist. Arrow keys move within it. */
export function ScoreGrid(props: Props) {
  const { run, dataset, indices, view, ref, roleOf, tagsOf, selected, select } = props;
  const isTable = view === 'table';
  const rowHeight = rowHeights[view];
  // The titles of a table stay above the rows.
  const layout = { rowHeight, headHeight: isTable ? rowHeight : 0 };
  const Cells = isTable ? 'div' : 'ol';
  const frame = useRef<HTMLDivElement>(null);
  const { columns, from, height, seen, onScroll } = useVisibleCells(frame, indices, { isTable, rowHeight });
  const details = useScoreDetails(run, seen, props.first);
  const focus = useGridFocus(frame, indices, { columns, ...layout }, ref);
  return (
    <div
      ref={frame}
      className={styles.frame}
      onScroll={onScroll}
      {...focus}
      {...(isTable && { role: 'table', 'aria-label': 'Datapoints', 'aria-rowcount': indices.length + 1 })}
    >
      {isTable ? (
        <TableHead
          order={props.order}
          setOrder={props.setOrder}
          hasRoles={roleOf !== null}
          canSelect={select !== undefined}
        />
      ) : null}
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
          }}
        >
          {seen.map((index, at) => (
            <GridEntry
              key={index}
              isTable={isTable}
              run={run}
              dataset={dataset}
              place={from + at}
              total={indices.length}
              index={index}
              score={details.get(index)}
              role={roleOf && (roleOf(index) ?? 'none')}
              tags={tagsOf(index)}
              isSelected={selected.has(index)}
              select={select}
            />
          ))}
        </Cells>
      </div>
    </div>
  );
}
