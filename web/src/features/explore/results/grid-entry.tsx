import type { ComponentProps } from 'react';
import { ScoreCell } from './score-cell.tsx';
import { ScoreRow } from './score-row.tsx';
import styles from '../explore.module.css';

interface Props extends ComponentProps<typeof ScoreRow> {
  isTable: boolean;
  /** Datapoints in the whole list, drawn or not. */
  total: number;
  /** Of the image of a cell, in pixels. */
  size: number;
  isSelected: boolean;
  select: (index: number) => void;
}

/** One datapoint of the grid, or of the table, with a box to select it; says where it stands in the whole list. */
export function GridEntry({ isTable, total, size, isSelected, select, has, ...score }: Props) {
  const { index, place } = score;
  const Entry = isTable ? 'div' : 'li';
  return (
    <Entry
      className={isSelected ? styles.selected : undefined}
      {...(isTable
        ? { role: 'row', 'aria-rowindex': place + 2 }
        : { 'aria-posinset': place + 1, 'aria-setsize': total })}
    >
      {isTable ? <ScoreRow {...score} has={has} /> : <ScoreCell {...score} size={size} />}
      <span className={styles.select} role={isTable ? 'cell' : undefined}>
        <label>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select datapoint ${index}`}
            checked={isSelected}
            onChange={() => select(index)}
          />
        </label>
      </span>
    </Entry>
  );
}
