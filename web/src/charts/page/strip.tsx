import type { Mark } from '../frame/mark.ts';
import { Marks } from './marks.tsx';
import styles from './strip.module.css';

interface Props {
  marks: readonly Mark[];
  isLow?: boolean;
  /** How many marks stand below each other. */
  lines?: number;
}

/** One row of a chart, in a table beside the same numbers in text. */
export function Strip({ marks, isLow = false, lines = 1 }: Props) {
  return marks.length === 0 ? null : (
    <svg
      className={`${styles.strip} ${isLow ? styles.low : ''} ${lines > 1 ? styles[`lines${Math.min(lines, 6)}`] : ''}`}
      aria-hidden="true"
    >
      <Marks marks={marks} />
    </svg>
  );
}
