'use client';

import { useRef, type KeyboardEvent } from 'react';
import { formatScore, isNumber } from '../format.ts';
import { levelOf } from './level.ts';
import { shortDistance, stepFrom } from './pair-cells.ts';
import styles from './pair-matrix.module.css';

type Pair = readonly [number, number];

interface Triangle {
  /** What its numbers are, for the ear. */
  name: string;
  /** The number of two views, from 0; null when it is missing. */
  at: (a: number, b: number) => number | null;
}

interface Props {
  label: string;
  /** Views, at least 2. */
  count: number;
  /** Above the diagonal, and below it. */
  upper: Triangle;
  lower: Triangle;
  picked: Pair;
  onPick: (pair: Pair) => void;
}

/** More views than this leave no room for numbers in the cells. */
const mostWithNumbers = 12;

/**
 * Two numbers of each pair of things: one above the diagonal, one below. One stop of the Tab key; the arrow keys go from cell to
 * cell. The colour of a cell is its place between the smallest and the largest number, which the legend names.
 */
export function PairMatrix({ label, count, upper, lower, picked, onPick }: Props) {
  const frame = useRef<HTMLTableElement>(null);
  const all = Array.from({ length: count }, (_, view) => view);
  const valueOf = (row: number, column: number) => (row < column ? upper : lower).at(row, column);
  const values = all
    .flatMap((row) => all.map((column) => (row === column ? null : valueOf(row, column))))
    .filter(isNumber);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const move = (event: KeyboardEvent, row: number, column: number) => {
    const next = stepFrom([row, column], event.key, count);
    if (!next) return;
    event.preventDefault();
    frame.current?.querySelector<HTMLElement>(`[data-cell="${next[0]} ${next[1]}"]`)?.focus();
  };
  const isPicked = (row: number, column: number) => picked[0] === row && picked[1] === column;
  const isTwin = (row: number, column: number) => picked[0] === column && picked[1] === row;
  return (
    <figure className={styles.figure}>
      <p className={styles.key} aria-hidden="true">
        <span>below: {lower.name} ◣</span>
        <span>◥ above: {upper.name}</span>
      </p>
      <div className={styles.frame}>
        <table ref={frame} role="grid" aria-label={label} className={styles.matrix}>
          <thead>
            <tr>
              <td />
              {all.map((view) => (
                <th key={view} scope="col" className={picked.includes(view) ? styles.named : undefined}>
                  {view + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.map((row) => (
              <tr key={row}>
                <th scope="row" className={picked.includes(row) ? styles.named : undefined}>
                  {row + 1}
                </th>
                {all.map((column) => {
                  if (row === column) return <td key={column} className={styles.diagonal} />;
                  const value = valueOf(row, column);
                  const level = value === null ? null : most > least ? (value - least) / (most - least) : 0.5;
                  const here = isPicked(row, column);
                  return (
                    <td
                      key={column}
                      data-cell={`${row} ${column}`}
                      className={`${styles.cell} ${styles[levelOf(level)]} ${here ? styles.picked : isTwin(row, column) ? styles.twin : ''}`}
                      tabIndex={here ? 0 : -1}
                      aria-selected={here}
                      aria-label={`Views ${row + 1} and ${column + 1}, ${(row < column ? upper : lower).name}: ${formatScore(value)}`}
                      onFocus={() => onPick([row, column])}
                      onPointerEnter={() => onPick([row, column])}
                      onClick={(event) => event.currentTarget.focus()}
                      onKeyDown={(event) => move(event, row, column)}
                    >
                      {value !== null && count <= mostWithNumbers ? shortDistance(value, most) : ''}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {values.length > 0 ? (
        <div className={styles.legend}>
          <span>{formatScore(least)}</span>
          <ul aria-hidden="true">
            {[0, 0.25, 0.5, 0.75, 1].map((level) => (
              <li key={level} className={styles[levelOf(level)]} />
            ))}
          </ul>
          <span>{formatScore(most)}</span>
        </div>
      ) : null}
    </figure>
  );
}
