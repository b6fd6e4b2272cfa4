import { intervalMarks } from '../../../charts/kinds/intervals.ts';
import { Strip } from '../../../charts/page/strip.tsx';
import type { SeriesChart } from '../../../charts/specs/series.ts';
import { ChartTable } from '../../../components/chart-table/chart-table.tsx';
import type { ColumnHead } from '../../../components/column-heads.tsx';
import table from '../../../components/table.module.css';
import { formatCount, formatInterval, formatScore, isNumber } from '../../../format.ts';
import styles from '../experiments.module.css';

/** Units of axes that are numbers of things. */
const countUnits: ReadonlySet<string | null> = new Set(['encoders to train']);

/** One chart of an experiment, chart and table in one: a row a point, with its interval on one axis. Columns that say nothing are left out. */
export function SeriesTable({ series: { spec, rows } }: { series: SeriesChart }) {
  const hasSeries = new Set(rows.map(({ series }) => series)).size > 1;
  const hasIntervals = spec.rows.some(({ low }) => low !== null);
  const hasCounts = rows.some(({ n }) => n !== null);
  const columns: ColumnHead[] = [
    { title: spec.y.label },
    ...(hasSeries ? [{ title: 'What' }] : []),
    { title: hasIntervals ? 'Value and interval' : 'Value', kind: 'mark' },
    { title: 'Value', kind: 'number' },
    ...(hasIntervals ? [{ title: 'Interval', kind: 'number', isWide: true } as const] : []),
    ...(hasCounts ? [{ title: 'n', kind: 'number', isWide: true } as const] : []),
  ];
  const valueOf = countUnits.has(spec.x.unit) ? countOf : formatScore;
  const wide = `${table.number} ${table.wide}`;
  return (
    <div className={styles.panel}>
      <h4>{spec.title}</h4>
      <ChartTable name={spec.title} columns={columns} axis={spec.x}>
        <tbody>
          {spec.rows.map((row, at) => (
            <tr key={row.name}>
              <th scope="row">{rows[at]!.place}</th>
              {hasSeries ? <td>{rows[at]!.series}</td> : null}
              <td className={table.mark}>
                <Strip marks={intervalMarks(row, spec.x)} />
              </td>
              <td className={table.number}>{valueOf(row.value)}</td>
              {hasIntervals ? <td className={wide}>{intervalOf(row)}</td> : null}
              {hasCounts ? <td className={wide}>{countOf(rows[at]!.n)}</td> : null}
            </tr>
          ))}
        </tbody>
      </ChartTable>
    </div>
  );
}

const none = '–';
const countOf = (n: number | null): string => (n === null ? none : formatCount(n));
const intervalOf = ({ low, high }: { low: number | null; high: number | null }): string =>
  isNumber(low) && isNumber(high) ? formatInterval({ low, high }) : none;
