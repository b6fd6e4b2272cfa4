import type { Mark } from '../frame/mark.ts';
import { Marks } from './marks.tsx';
import styles from './strip.module.css';

/** One row of a chart, in a table beside the same numbers in text. */
export function Strip({ marks, isLow = false }: { marks: readonly Mark[]; isLow?: boolean }) {
  return marks.length === 0 ? null : (
    <svg className={`${styles.strip} ${isLow ? styles.low : ''}`} aria-hidden="true">
      <Marks marks={marks} />
    </svg>
  );
}
