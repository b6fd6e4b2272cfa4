import Link from 'next/link';
import { runAddress } from '../../../address/run-address.ts';
import { intervalMarks } from '../../../charts/kinds/intervals.ts';
import { Strip } from '../../../charts/page/strip.tsx';
import { correlationsSpec } from '../../../charts/specs/intervals.ts';
import { ChartTable } from '../../../components/chart-table/chart-table.tsx';
import chart from '../../../components/chart-table/chart-table.module.css';
import type { ColumnHead } from '../../../components/column-heads.tsx';
import page from '../../../components/page.module.css';
import table from '../../../components/table.module.css';
import { formatCoefficient, formatCount, isNumber } from '../../../format.ts';
import { measureName } from '../../../messages/measure-labels.ts';
import { labelsOf } from '../../../messages/run-labels.ts';
import type { Correlation } from './findings-document.ts';

const columns: readonly ColumnHead[] = [
  { title: 'Measure, run' },
  { title: 'Correlation and interval', kind: 'mark' },
  { title: 'Spearman ρ', kind: 'number' },
  { title: 'Interval', kind: 'number', isWide: true },
  { title: 'Datapoints', kind: 'number', isWide: true },
];

/** How the scores of a run go together with those of other measures of the same encoders: chart and table in one. */
export function CorrelationsSection({ correlations }: { correlations: readonly Correlation[] }) {
  const labels = labelsOf(correlations.map(({ run }) => run)).map(({ text }) => text);
  const { x, title, rows } = correlationsSpec(correlations, (at) => labels[at]!);
  return (
    <section className={`${page.card} ${chart.section}`} aria-labelledby="correlations">
      <h2 id="correlations">{title}</h2>
      <p>
        How far the scores of the same datapoints go together where the same encoders are measured another
        way: 1 for the same order, 0 for unrelated ones. Intervals are over encoders and datapoints.
      </p>
      <ChartTable name="Table of the correlations" columns={columns} axis={x} className={chart.flush}>
        <tbody>
          {correlations.map((correlation, at) => (
            <tr key={correlation.run.id}>
              <th scope="row">
                {measureName(correlation.run.measure)}
                {correlation.run.isProxy ? ' (proxy)' : ''}
                <small>
                  <Link href={runAddress(correlation.run.id)}>{labels[at]}</Link>
                </small>
              </th>
              <td className={table.mark}>
                <Strip marks={intervalMarks(rows[at]!, x)} />
              </td>
              <td className={table.number}>{formatCoefficient(correlation.spearman)}</td>
              <td className={`${table.number} ${table.wide}`}>{intervalOf(correlation)}</td>
              <td className={`${table.number} ${table.wide}`}>{formatCount(correlation.count)}</td>
            </tr>
          ))}
        </tbody>
      </ChartTable>
    </section>
  );
}

const intervalOf = ({ low, high }: Correlation): string =>
  isNumber(low) && isNumber(high) ? `${formatCoefficient(low)} to ${formatCoefficient(high)}` : 'no interval';
