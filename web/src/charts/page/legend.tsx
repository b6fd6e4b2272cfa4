import type { LegendEntry } from '../frame/chart.ts';
import { styleOf } from '../frame/paint.ts';
import { attributesOfPaint } from './marks.tsx';
import styles from './legend.module.css';

/** What the marks of a chart stand for. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className={styles.legend}>
      {entries.map(({ label, paint }) => (
        <li key={label}>
          <svg aria-hidden="true">
            {styleOf(paint).fill ? (
              <rect width="100%" height="100%" {...attributesOfPaint(paint)} />
            ) : (
              <line x1="0" x2="100%" y1="50%" y2="50%" {...attributesOfPaint(paint)} />
            )}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
