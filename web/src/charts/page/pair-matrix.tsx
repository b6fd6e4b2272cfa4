'use client';

import { useRef, type KeyboardEvent } from 'react';
import { formatScore } from '../../format.ts';
import { isBlank } from '../specs/matrix.ts';
import type { PairsSpec } from '../specs/pairs.ts';
import { levelClass } from './level-class.ts';
import { stepFrom } from './pair-cells.ts';
import styles from './pair-matrix.module.css';

type Pair = readonly [number, number];

interface Props {
  spec: PairsSpec;
  selected: Pair;
  onSelect: (pair: Pair) => void;
}

/**
 * A matrix of pairs as a grid whose cells can be selected. One stop of the Tab key; the arrow keys go from cell to cell. The colour
 * of a cell is its place between the smallest and the largest number, which the legend names.
 */
export function PairMatrix({ spec, selected, onSelect }: Props) {
  const { x, y, cells, legend, triangles } = spec;
  const table = useRef<HTMLTableElement>(null);
  const focus = ([row, column]: Pair): void =>
    table.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`)?.focus();
  const named = (at: number) => (selected.includes(at) ? styles.named : undefined);
  return (
    <figure className={styles.figure}>
      <p className={styles.key} aria-hidden="true">
        <span>below: {triangles.lower} ◣</span>
        <span>◥ above: {triangles.upper}</span>
      </p>
      <div className={styles.frame}>
        <table ref={table} role="grid" aria-label={spec.title} className={styles.matrix}>
          <thead>
            <tr>
              <td />
              {x.names.map((name, column) => (
                <th key={name} scope="col" className={named(column)}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((line, row) => (
              <tr key={row}>
                <th scope="row" className={named(row)}>
                  {y.names[row]}
                </th>
                {line.map((cell, column) =>
                  isBlank(cell) ? (
                    <td key={column} className={styles.diagonal} />
                  ) : (
                    <PairCell key={column} at={[row, column]} {...{ spec, selected, onSelect, focus }} />
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {legend.length > 0 ? (
        <div className={styles.legend}>
          <span>{legend[0]!.label}</span>
          <ul aria-hidden="true">
            {legend.map((_, at) => (
              <li key={at} className={levelClass(at / (legend.length - 1))} />
            ))}
          </ul>
          <span>{legend.at(-1)!.label}</span>
        </div>
      ) : null}
    </figure>
  );
}

function PairCell({ spec, at, selected, onSelect, focus }: Props & { at: Pair; focus: (at: Pair) => void }) {
  const [row, column] = at;
  const { value, level, lines } = spec.cells[row]![column]!;
  const isHere = selected[0] === row && selected[1] === column;
  const isTwin = selected[0] === column && selected[1] === row;
  const triangle = row < column ? spec.triangles.upper : spec.triangles.lower;
  const move = (event: KeyboardEvent): void => {
    const next = stepFrom(at, event.key, spec.cells.length);
    if (!next) return;
    event.preventDefault();
    focus(next);
  };
  return (
    <td
      data-cell={at.join(' ')}
      className={`${styles.cell} ${levelClass(level)} ${isHere ? styles.selected : isTwin ? styles.twin : ''}`}
      tabIndex={isHere ? 0 : -1}
      aria-selected={isHere}
      aria-label={`Views ${row + 1} and ${column + 1}, ${triangle}: ${formatScore(value)}`}
      onFocus={() => onSelect(at)}
      onPointerEnter={() => onSelect(at)}
      onClick={(event) => event.currentTarget.focus()}
      onKeyDown={move}
    >
      {lines.join(' ')}
    </td>
  );
}
