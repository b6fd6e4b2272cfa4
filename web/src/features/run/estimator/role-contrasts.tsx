import { describeContrast, type MeasureKey } from '@engram/core';
import { intervalMarks } from '../../../charts/kinds/intervals.ts';
import { Strip } from '../../../charts/page/strip.tsx';
import { roleContrastsSpec } from '../../../charts/specs/intervals.ts';
import { ChartTable } from '../../../components/chart-table/chart-table.tsx';
import chart from '../../../components/chart-table/chart-table.module.css';
import type { ColumnHead } from '../../../components/column-heads.tsx';
import page from '../../../components/page.module.css';
import table from '../../../components/table.module.css';
import { formatFraction, formatInterval, formatScore } from '../../../format.ts';
import type { RunSummary } from '../run-document.ts';

type RoleContrast = RunSummary['roleContrasts'][number];

const roles: Record<string, { name: string; expect: string }> = {
  shared: { name: 'Shared', expect: 'Seen by f and g. A control: around 0.' },
  candidate: { name: 'Candidates', expect: 'Seen by f only. Above 0 where memorized.' },
  independent: { name: 'Independents', expect: 'Seen by g only. Below 0 where memorized.' },
  external: { name: 'External', expect: 'Seen by neither. A control: around 0.' },
};

const columns: readonly ColumnHead[] = [
  { title: 'Role' },
  { title: 'Datapoints', kind: 'number', isWide: true },
  { title: 'Mean and interval', kind: 'mark' },
  { title: 'Mean', kind: 'number' },
  { title: 'Interval', kind: 'number', isWide: true },
];

const nameOf = (role: string): string => roles[role]?.name ?? role;

/** The parts of an `fg-split`, controls included: chart and table in one. */
export function RoleContrasts(props: {
  contrasts: readonly RoleContrast[];
  confidence: number;
  measure: MeasureKey;
}) {
  const { contrasts, confidence, measure } = props;
  const { x, rows } = roleContrastsSpec(contrasts, confidence, nameOf, measure);
  return (
    <section className={`${page.card} ${chart.section}`} aria-labelledby="parts">
      <h2 id="parts">Scores by split role</h2>
      <p>
        What is shown is the {describeContrast(measure)}, with its {formatFraction(confidence)} interval over
        pairs of encoders and datapoints.
      </p>
      <ChartTable name="Scores by split role" columns={columns} axis={x} className={chart.flush}>
        <tbody>
          {contrasts.map((contrast, at) => (
            <tr key={contrast.role}>
              <th scope="row">
                {nameOf(contrast.role)}
                <small>{roles[contrast.role]?.expect}</small>
              </th>
              <td className={`${table.number} ${table.wide}`}>{contrast.count}</td>
              <td className={table.mark}>
                <Strip marks={intervalMarks(rows[at]!, x)} />
              </td>
              <td className={table.number}>{formatScore(contrast.mean)}</td>
              <td className={`${table.number} ${table.wide}`}>{formatInterval(contrast.interval)}</td>
            </tr>
          ))}
        </tbody>
      </ChartTable>
    </section>
  );
}
