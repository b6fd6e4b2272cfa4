import { PointChart } from '../../charts/point-chart.tsx';
import page from '../../components/page.module.css';
import { formatAmount, formatCoefficient, isNumber } from '../../format.ts';
import { namesOf } from '../compare/choose-runs.ts';
import type { ComparableRun } from '../compare/compare-documents.ts';
import styles from './experiments.module.css';

/** How far the ranking of each run would repeat, against the number of encoders behind it. */
export function ReliabilitySection({ runs }: { runs: readonly ComparableRun[] }) {
  const names = namesOf(runs);
  const points = runs.flatMap((run, at) =>
    isNumber(run.summary?.spearmanBrown)
      ? [{ name: names[at]!, x: run.encoderCount, y: run.summary.spearmanBrown }]
      : [],
  );
  const missing = runs.length - points.length;
  const lowest = Math.min(0, ...points.map(({ y }) => y));
  return (
    <section className={`${page.card} ${styles.card}`} aria-labelledby="reliability">
      <h3 id="reliability">Reliability against the number of encoders</h3>
      <p className={styles.words}>
        One point a run: Spearman–Brown, how far its ranking would repeat with other encoders.
        {missing > 0
          ? ` Left out: ${formatAmount(missing, 'run')} of unknown reliability, which takes 4 encoders and 10 datapoints.`
          : ''}
      </p>
      {points.length === 0 ? (
        <p className={styles.none}>
          No run of this dataset has a reliability: it takes at least 4 encoders and 10 datapoints that they
          rank.
        </p>
      ) : (
        <PointChart
          title="Reliability against the number of encoders"
          xTitle="encoders"
          yTitle="reliability, 1 at most"
          points={points}
          xDomain={[0, Math.max(...points.map(({ x }) => x))]}
          yDomain={[lowest, 1]}
          format={formatCoefficient}
        />
      )}
    </section>
  );
}
