import { isNumber } from '../../format.ts';
import styles from './percentile-shift.module.css';

/** Two percentiles on one line from 0 to 100; stands beside the same numbers in text. */
export function PercentileShift({ a, b }: { a: number | null; b: number | null }) {
  if (!isNumber(a) || !isNumber(b)) return null;
  return (
    <svg className={styles.mark} aria-hidden="true">
      <line className={styles.axis} x1="0" x2="100%" y1="50%" y2="50%" />
      <line className={styles.shift} x1={`${a}%`} x2={`${b}%`} y1="50%" y2="50%" />
      <circle className={styles.a} cx={`${a}%`} cy="50%" r="4.5" />
      <rect className={styles.b} x={`${b}%`} y="50%" width="9" height="9" />
    </svg>
  );
}
