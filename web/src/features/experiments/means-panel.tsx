import Link from 'next/link';
import type { Mark } from '../../charts/frame/mark.ts';
import { intervalMarks } from '../../charts/kinds/intervals.ts';
import { Strip } from '../../charts/page/strip.tsx';
import { meanScoresSpec } from '../../charts/specs/intervals.ts';
import { AxisFoot } from '../../components/chart-table/axis-foot.tsx';
import chart from '../../components/chart-table/chart-table.module.css';
import { ColumnHeads, type ColumnHead } from '../../components/column-heads.tsx';
import type { ComparableRun } from '../compare/compare-documents.ts';
import { formatCoefficient, formatInterval, formatScore, joinFacts } from '../../format.ts';
import { runAddress } from '../../address/run-address.ts';
import { runEffect } from '../../messages/effect-message.ts';
import type { DistancePanel } from './run-settings.ts';
import table from '../../components/table.module.css';
import styles from './experiments.module.css';

const columns: readonly ColumnHead[] = [
  { title: 'Run' },
  { title: 'Encoders', kind: 'number' },
  { title: 'Mean score and interval', kind: 'mark' },
  { title: 'Mean', kind: 'number' },
  { title: 'Interval', kind: 'number' },
  { title: 'Reliability', kind: 'number' },
];

/** Mean scores in one distance, a row a run, grouped by encoder and policy; chart and table in one. */
export function MeansPanel({ panel }: { panel: DistancePanel }) {
  const { x, rows } = meanScoresSpec(
    panel.groups.flatMap(({ runs }) => runs),
    panel.distance,
  );
  const rowOf = new Map(panel.groups.flatMap(({ runs }) => runs).map((run, at) => [run.id, rows[at]!]));
  return (
    <div className={styles.panel}>
      <p className={styles.unit}>In units of the distance: {panel.distance}</p>
      <div className={table.frame} tabIndex={0} role="region" aria-label={`Mean scores, ${panel.distance}`}>
        <table className={`${table.table} ${chart.table} ${styles.table}`}>
          <thead>
            <ColumnHeads columns={columns} />
          </thead>
          {panel.groups.map((group) => (
            <tbody key={group.setting}>
              <tr className={styles.group}>
                <th scope="rowgroup" colSpan={columns.length}>
                  {group.setting}
                </th>
              </tr>
              {group.runs.map((run) => (
                <MeanRow key={run.id} run={run} marks={intervalMarks(rowOf.get(run.id)!, x)} />
              ))}
            </tbody>
          ))}
          <AxisFoot axis={x} label="mean score m(x)" columns={columns} />
        </table>
      </div>
    </div>
  );
}

/** One run; `marks` are those of its interval. */
function MeanRow({ run, marks }: { run: ComparableRun; marks: readonly Mark[] }) {
  const effect = runEffect(run);
  return (
    <tr>
      <th scope="row">
        <Link href={runAddress(run.id)}>{run.name}</Link>
        <small>{joinFacts(run.method.name, ...(effect ? [effect] : []))}</small>
      </th>
      <td className={table.number}>{run.encoderCount}</td>
      <td className={table.mark}>
        <Strip marks={marks} />
      </td>
      <td className={table.number}>{formatScore(run.summary?.meanScore)}</td>
      <td className={table.number}>{formatInterval(run.summary?.interval)}</td>
      <td className={table.number}>{formatCoefficient(run.summary?.spearmanBrown)}</td>
    </tr>
  );
}
