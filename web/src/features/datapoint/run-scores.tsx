import Link from 'next/link';
import { intervalMarks } from '../../charts/kinds/intervals.ts';
import { Strip } from '../../charts/page/strip.tsx';
import { scoresSpec } from '../../charts/specs/intervals.ts';
import page from '../../components/page.module.css';
import table from '../../components/table.module.css';
import { datapointAddress } from '../../address/datapoint-address.ts';
import {
  formatAmount,
  formatFraction,
  formatHalfWidth,
  formatScore,
  isNumber,
  joinFacts,
} from '../../format.ts';
import type { DatapointData, DatapointScore } from './datapoint-documents.ts';
import styles from './run-scores.module.css';

interface Props {
  datapoint: DatapointData;
  chosen: DatapointScore | undefined;
}

/** The scores of a datapoint in all runs of its dataset, the newest run first; each name leads to the page seen from that run. */
export function RunScores({ datapoint, chosen }: Props) {
  const { scores, dataset, index } = datapoint;
  const newestFirst = scores.toReversed();
  const { x, rows } = scoresSpec('Scores in all runs', 'run', newestFirst, (at) => newestFirst[at]!.run.name);
  return (
    <section className={styles.section} aria-labelledby="runs">
      <h2 id="runs">In all runs</h2>
      <p className={styles.words}>
        {formatAmount(scores.length, 'run')} of {dataset.name} scored this datapoint. Values of runs that
        differ in method, distance, policy or number of views are on different scales: compare their
        percentiles. Choose a run to see the datapoint through it.
      </p>
      <div
        className={`${page.card} ${table.frame}`}
        tabIndex={0}
        role="region"
        aria-label="Scores in all runs"
      >
        <table className={`${table.table} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col" className={table.number}>
                m(x)
              </th>
              <th scope="col" className={`${table.mark} ${styles.mark}`}>
                Interval
              </th>
              <th scope="col" className={table.number}>
                Percentile
              </th>
              <th scope="col" className={`${table.number} ${table.wide}`}>
                P(top 5 %)
              </th>
              <th scope="col" className={`${table.number} ${table.wide}`}>
                Encoders
              </th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((score, at) => (
              <tr key={score.id} className={score === chosen ? styles.chosen : undefined}>
                <th scope="row">
                  <Link
                    href={datapointAddress(dataset.slug, index, score.run.id)}
                    aria-current={score === chosen ? 'true' : undefined}
                    scroll={false}
                    prefetch={false}
                  >
                    {score.run.name}
                  </Link>
                  <small>{joinFacts(score.run.method.name, score.run.estimator)}</small>
                </th>
                <td className={table.number}>
                  {score.identifiable ? (
                    <>
                      <strong>{formatScore(score.value)}</strong>
                      <small>{formatHalfWidth(score)}</small>
                    </>
                  ) : (
                    <small title={score.reason ?? undefined}>not identifiable</small>
                  )}
                </td>
                <td className={`${table.mark} ${styles.mark}`}>
                  <Strip marks={intervalMarks(rows[at]!, x)} />
                </td>
                <td className={table.number}>
                  {isNumber(score.percentile) ? score.percentile.toFixed(1) : '–'}
                </td>
                <td className={`${table.number} ${table.wide}`}>{formatFraction(score.topFraction)}</td>
                <td className={`${table.number} ${table.wide}`}>
                  {score.nOut} without, {score.nIn} with
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
