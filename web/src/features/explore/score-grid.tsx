'use client';

import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Score } from '../scores/score-fragment.ts';
import { useScoreDetails } from './use-score-details.ts';
import { ScoreCell } from './score-cell.tsx';
import { visibleCells } from './visible-rows.ts';
import styles from './explore.module.css';

/** Of a cell with the gap beside and below it, in pixels; explore.module.css has the same. */
const cellWidth = 116;
const rowHeight = 168;

interface Props {
  run: string;
  dataset: string;
  /** Indices of the datapoints, in the order of the list. */
  indices: Int32Array;
  first: readonly Score[];
}

/** A grid of any length, of which only the rows that are seen exist. Arrow keys, `j` and `k` move within it. */
export function ScoreGrid({ run, dataset, indices, first }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  const goal = useRef<number | null>(null);
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
  }, [indices]);
  const columns = Math.max(1, Math.floor(size.width / cellWidth));
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

  const move = (event: KeyboardEvent): void => {
    const place = Number((event.target as HTMLElement).closest<HTMLElement>('[data-place]')?.dataset.place);
    const step = stepOf(event.key, columns);
    if (step === null || !Number.isInteger(place) || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(indices.length - 1, place + step));
    goal.current = next;
    const { scrollTop, clientHeight } = frame.current!;
    const rowTop = Math.floor(next / columns) * rowHeight;
    if (rowTop < scrollTop) frame.current!.scrollTop = rowTop;
    else if (rowTop + rowHeight > scrollTop + clientHeight)
      frame.current!.scrollTop = rowTop + rowHeight - clientHeight;
    // Without scrolling nothing is drawn anew, and the cell is there.
    frame.current!.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus({ preventScroll: true });
  };

  return (
    <div
      ref={frame}
      className={styles.frame}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={move}
    >
      <div className={styles.track} style={{ height }}>
        <ol
          className={styles.cells}
          aria-label="Datapoints"
          style={{
            transform: `translateY(${(from / columns) * rowHeight}px)`,
            gridTemplateColumns: `repeat(${columns}, 1fr)`,
          }}
        >
          {seen.map((index, at) => (
            <li key={index} aria-posinset={from + at + 1} aria-setsize={indices.length}>
              <ScoreCell
                run={run}
                dataset={dataset}
                place={from + at}
                index={index}
                score={details.get(index)}
              />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function stepOf(key: string, columns: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'j':
      return 1;
    case 'ArrowLeft':
    case 'k':
      return -1;
    case 'ArrowDown':
      return columns;
    case 'ArrowUp':
      return -columns;
    default:
      return null;
  }
}
