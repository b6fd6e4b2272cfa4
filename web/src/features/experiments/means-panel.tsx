import Link from 'next/link';
import type { Mark } from '../../charts/frame/mark.ts';
import { intervalMarks } from '../../charts/kinds/intervals.ts';
import { Strip } from '../../charts/page/strip.tsx';
import { meanScoresSpec } from '../../charts/specs/intervals.ts';
import { ChartTable } from '../../components/chart-table/chart-table.tsx';
import type { ColumnHead } from '../../components/column-heads.tsx';
import type { ComparableRun } from '../compare/compare-documents.ts';
import { formatCoefficient, formatInterval, formatScore, joinFacts } from '../../format.ts';
import { runAddress } from '../../address/run-address.ts';
import { commonValue } from '../../messages/common-value.ts';
import { encoderAmount } from '../../messages/encoder-messages.ts';
import { runEffect } from '../../messages/effect-message.ts';
import type { DistancePanel } from './run-settings.ts';
import table from '../../components/table.module.css';
import styles from './experiments.module.css';

const columnsOf = (hasEncoders: boolean): readonly ColumnHead[] => [
  { title: 'Run' },
  ...(hasEncoders ? [{ title: 'Encoders', kind: 'number' } as const] : []),
  { title: 'Mean score and interval', kind: 'mark' },
  { title: 'Mean', kind: 'number' },
  { title: 'Interval', kind: 'number' },
  { title: 'Reliability', kind: 'number' },
];

/** Mean scores in one distance, a row a run, grouped by encoder and policy; chart and table in one. */
export function MeansPanel({ panel }: { panel: DistancePanel }) {
  const runs = panel.groups.flatMap((group) => group.runs);
  const { x, rows } = meanScoresSpec(runs, panel.distance);
  const rowOf = new Map(runs.map((run, at) => [run.id, rows[at]!]));
  const encoders = commonValue(runs.map(({ encoderCount }) => encoderCount));
  const columns = columnsOf(encoders === null);
  return (
    <div className={styles.panel}>
      <p className={styles.unit}>
        In units of the distance: {panel.distance}
        {encoders === null ? '' : ` · ${encoderAmount(encoders)} each`}
      </p>
      <ChartTable
        name={`Mean scores, ${panel.distance}`}
        columns={columns}
        axis={x}
        label="mean score m(x)"
        className={styles.table}
      >
        {panel.groups.map((group) => (
          <tbody key={group.setting}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={columns.length}>
                {group.setting}
              </th>
            </tr>
            {group.runs.map((run) => (
              <MeanRow
                key={run.id}
                run={run}
                hasEncoders={encoders === null}
                marks={intervalMarks(rowOf.get(run.id)!, x)}
              />
            ))}
          </tbody>
        ))}
      </ChartTable>
    </div>
  );
}

/** One run; `marks` are those of its interval. */
function MeanRow(props: { run: ComparableRun; hasEncoders: boolean; marks: readonly Mark[] }) {
  const { run, hasEncoders, marks } = props;
  const effect = runEffect(run);
  return (
    <tr>
      <th scope="row">
        <Link href={runAddress(run.id)}>{run.name}</Link>
        <small>{joinFacts(run.method.name, ...(effect ? [effect] : []))}</small>
      </th>
      {hasEncoders ? <td className={table.number}>{run.encoderCount}</td> : null}
      <td className={table.mark}>
        <Strip marks={marks} />
      </td>
      <td className={table.number}>{formatScore(run.summary?.meanScore)}</td>
      <td className={table.number}>{formatInterval(run.summary?.interval)}</td>
      <td className={table.number}>{formatCoefficient(run.summary?.spearmanBrown)}</td>
    </tr>
  );
}
