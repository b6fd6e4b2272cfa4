import type { Range } from '../../../charts/specs/histogram.ts';
import type { Filtered } from '../use-filtered.ts';
import { ScoreBrush } from './score-brush.tsx';
import styles from './facets.module.css';

interface Props {
  /** null while the columns are on their way. */
  filtered: Filtered | null;
  range: Range;
  preview: (range: Range) => void;
  commit: (range: Range) => void;
}

/** The brush over the scores, or its place while they are on their way. */
export function RangeBrush({ filtered, ...brush }: Props) {
  return (
    <section className={styles.brush} aria-label="Distribution of scores" aria-busy={!filtered}>
      {filtered ? <ScoreBrush bins={filtered.bins} {...brush} /> : null}
    </section>
  );
}
