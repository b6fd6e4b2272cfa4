import { Figure } from '../../../charts/page/figure.tsx';
import { Legend } from '../../../charts/page/legend.tsx';
import type { SeriesChart as Chart } from '../../../charts/specs/series.ts';
import styles from '../experiments.module.css';
import { SeriesTable } from './series-table.tsx';

/** One chart of an experiment: lines over an axis of numbers with the numbers behind them, else chart and table in one. */
export function SeriesChart({ series }: { series: Chart }) {
  const { lines } = series;
  if (!lines) return <SeriesTable series={series} />;
  return (
    <div className={styles.panel}>
      <h4>{lines.title}</h4>
      {lines.lines.length > 1 ? <Legend entries={lines.legend} /> : null}
      <Figure spec={lines} layout="points" />
      {lines.note === null ? null : <p className={styles.text}>{lines.note}</p>}
    </div>
  );
}
