import { isNumber } from '../format.ts';
import styles from './interval-mark.module.css';

/** A value with its interval on a common scale, zero marked; stands beside the same numbers in text. */
export function IntervalMark(props: {
  value: number | null;
  low: number | null;
  high: number | null;
  domain: readonly [number, number];
}) {
  const [start, end] = props.domain;
  const at = (value: number) =>
    `${Math.round(Math.min(1, Math.max(0, (value - start) / (end - start || 1))) * 1e4) / 100}%`;
  const { value, low, high } = props;
  return (
    <svg className={styles.mark} aria-hidden="true">
      <line className={styles.zero} x1={at(0)} x2={at(0)} y1="0" y2="100%" />
      {isNumber(low) && isNumber(high) ? (
        <line className={styles.whisker} x1={at(low)} x2={at(high)} y1="50%" y2="50%" />
      ) : null}
      {isNumber(value) ? <circle className={styles.dot} cx={at(value)} cy="50%" r="3.5" /> : null}
    </svg>
  );
}
