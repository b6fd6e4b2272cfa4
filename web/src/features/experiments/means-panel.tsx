import Link from 'next/link';
import { HorizontalAxis } from '../../charts/axes.tsx';
import { IntervalMark } from '../../charts/interval-mark.tsx';
import { linearAxis } from '../../charts/linear-axis.ts';
import { formatCoefficient, formatInterval, formatScore, isNumber } from '../../format.ts';
import { runAddress } from '../../run-address.ts';
import type { DistancePanel } from './run-settings.ts';
import styles from './experiments.module.css';

/** Mean scores in one distance, a row a run, grouped by encoder and policy; chart and table in one. */
export function MeansPanel({ panel }: { panel: DistancePanel }) {
  const summaries = panel.groups.flatMap(({ runs }) => runs.flatMap((run) => run.summary ?? []));
  const ends = summaries.flatMap(({ meanScore, interval }) =>
    [meanScore, interval?.low, interval?.high].filter(isNumber),
  );
  const domain = [Math.min(0, ...ends), Math.max(0, ...ends)] as const;
  const axis = linearAxis(...domain, 5);
  const columns = ['Run', 'Encoders', 'Mean score and interval', 'Mean', 'Interval', 'Reliability'];
  return (
    <div className={styles.panel}>
      <p className={styles.unit}>In units of the distance: {panel.distance}</p>
      <div className={styles.frame} tabIndex={0} role="region" aria-label={`Mean scores, ${panel.distance}`}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((name, column) => (
                <th
                  key={name}
                  scope="col"
                  className={column === 2 ? styles.mark : column === 0 ? undefined : styles.number}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {panel.groups.map((group) => (
            <tbody key={group.setting}>
              <tr className={styles.group}>
                <th scope="rowgroup" colSpan={columns.length}>
                  {group.setting}
                </th>
              </tr>
              {group.runs.map((run) => (
                <tr key={run.id}>
                  <th scope="row">
                    <Link href={runAddress(run.id)}>{run.name}</Link>
                    <small>{run.method.name}</small>
                  </th>
                  <td className={styles.number}>{run.encoderCount}</td>
                  <td className={styles.mark}>
                    <IntervalMark
                      value={run.summary?.meanScore ?? null}
                      low={run.summary?.interval?.low ?? null}
                      high={run.summary?.interval?.high ?? null}
                      domain={domain}
                    />
                  </td>
                  <td className={styles.number}>{formatScore(run.summary?.meanScore)}</td>
                  <td className={styles.number}>{formatInterval(run.summary?.interval)}</td>
                  <td className={styles.number}>{formatCoefficient(run.summary?.spearmanBrown)}</td>
                </tr>
              ))}
            </tbody>
          ))}
          <tfoot aria-hidden="true">
            <tr>
              <td colSpan={2} />
              <td className={styles.mark}>
                <HorizontalAxis
                  axis={axis}
                  className={styles.axis}
                  tickClass={({ isOdd }) => (isOdd ? styles.odd : undefined)}
                />
                <span>mean score m(x)</span>
              </td>
              <td colSpan={3} />
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}
