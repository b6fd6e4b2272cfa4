import type { Mark } from '../../charts/frame/mark.ts';
import { shiftMarks } from '../../charts/kinds/shifts.ts';
import { Strip } from '../../charts/page/strip.tsx';
import { percentileShiftsSpec } from '../../charts/specs/shifts.ts';
import { toggled } from '../../address/toggled.ts';
import chart from '../../components/chart-table/chart-table.module.css';
import { ColumnHeads, type ColumnHead } from '../../components/column-heads.tsx';
import page from '../../components/page.module.css';
import table from '../../components/table.module.css';
import { formatCount, formatScore } from '../../format.ts';
import type { PairState } from '../../address/pair-state.ts';
import type { ClassDifference, PairRun } from './pair-documents.ts';
import styles from './class-diff.module.css';

interface Props {
  rows: readonly ClassDifference[];
  runs: readonly [PairRun, PairRun];
  /** Whether the values of the two runs may be compared. */
  comparable: boolean;
  state: PairState;
  change: (change: Partial<PairState>) => void;
}

const columnsOf = (comparable: boolean): ColumnHead[] => [
  { title: 'Class' },
  { title: 'Datapoints', kind: 'number', isWide: true },
  // Means that cannot be compared give way where there is no room for all.
  { title: 'Mean in a', kind: 'number', isWide: !comparable },
  { title: 'Mean in b', kind: 'number', isWide: !comparable },
  ...(comparable ? [{ title: 'b − a', kind: 'number' } as const] : []),
  { title: 'Percentile in a', kind: 'number' },
  { title: 'in b', kind: 'number' },
  { title: '0 to 100', kind: 'mark' },
];

/** Two runs class by class; a class can be chosen to see its disagreements alone. */
export function ClassDiff({ rows, runs, comparable, state, change }: Props) {
  const spec = percentileShiftsSpec({
    title: 'By class',
    noun: 'class',
    rows: rows.map((row) => ({ name: row.class?.name ?? 'unknown', a: row.percentileA, b: row.percentileB })),
    runs: [runs[0].name, runs[1].name],
  });
  return (
    <section className={styles.section} aria-labelledby="by-class">
      <h2 id="by-class">By class</h2>
      <p className={chart.text}>
        {comparable
          ? 'Mean scores and mean percentiles over the datapoints with a score in both runs.'
          : 'Do not subtract the mean scores of the two runs: they were measured in different ways. The mean percentiles can be compared.'}{' '}
        Choose classes to see only their disagreements.
      </p>
      <div className={`${page.card} ${table.frame}`} tabIndex={0} role="region" aria-label="Classes">
        <table className={`${table.table} ${chart.table} ${styles.table}`}>
          <thead>
            <ColumnHeads columns={columnsOf(comparable)} />
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <ClassRow
                key={row.class?.id ?? 'none'}
                row={row}
                comparable={comparable}
                chosen={state.classes}
                choose={(classes) => change({ classes })}
                marks={shiftMarks(spec.rows[at]!, spec.x)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.key}>
        <span className={styles.keyA}>a, {runs[0].name}</span>
        <span className={styles.keyB}>b, {runs[1].name}</span>
      </p>
    </section>
  );
}

interface RowProps {
  row: ClassDifference;
  comparable: boolean;
  /** Indices of the classes chosen. */
  chosen: readonly number[];
  choose: (classes: number[]) => void;
  /** Of its mean percentiles in the two runs. */
  marks: readonly Mark[];
}

const wide = `${table.number} ${table.wide}`;

function ClassRow({ row, comparable, chosen, choose, marks }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {row.class ? (
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(row.class.index)}
              onChange={() => choose(toggled(chosen, row.class!.index).sort((a, b) => a - b))}
            />
            {row.class.name}
          </label>
        ) : (
          'unknown'
        )}
      </th>
      <td className={wide}>{formatCount(row.count)}</td>
      <td className={comparable ? table.number : wide}>{formatScore(row.meanA)}</td>
      <td className={comparable ? table.number : wide}>{formatScore(row.meanB)}</td>
      {comparable ? <td className={table.number}>{formatScore(row.meanDifference)}</td> : null}
      <td className={table.number}>{row.percentileA.toFixed(1)}</td>
      <td className={table.number}>{row.percentileB.toFixed(1)}</td>
      <td className={table.mark}>
        <Strip marks={marks} isLow />
      </td>
    </tr>
  );
}
