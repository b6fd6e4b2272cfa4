import { shiftMarks } from '../../charts/kinds/shifts.ts';
import { Strip } from '../../charts/page/strip.tsx';
import { percentileShiftsSpec } from '../../charts/specs/shifts.ts';
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
      <p className={styles.words}>
        {comparable
          ? 'Mean scores and mean percentiles over the datapoints that both runs can tell.'
          : 'The mean scores of the two runs stand side by side and must not be subtracted: they were made in different ways. The mean percentiles may be compared.'}{' '}
        Choose classes to see their disagreements alone.
      </p>
      <div className={`${page.card} ${table.frame}`} tabIndex={0} role="region" aria-label="Classes">
        <table className={`${table.table} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" className={table.number}>
                Datapoints
              </th>
              <th scope="col" className={table.number}>
                Mean in a
              </th>
              <th scope="col" className={table.number}>
                Mean in b
              </th>
              {comparable ? (
                <th scope="col" className={table.number}>
                  b − a
                </th>
              ) : null}
              <th scope="col" className={table.number}>
                Percentile in a
              </th>
              <th scope="col" className={table.number}>
                in b
              </th>
              <th scope="col" className={table.mark}>
                0 to 100
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={row.class?.id ?? 'none'}>
                <th scope="row">
                  {row.class ? (
                    <label>
                      <input
                        type="checkbox"
                        checked={state.classes.includes(row.class.index)}
                        onChange={(event) =>
                          change({ classes: toggled(state.classes, row.class!.index, event.target.checked) })
                        }
                      />
                      {row.class.name}
                    </label>
                  ) : (
                    'unknown'
                  )}
                </th>
                <td className={table.number}>{formatCount(row.count)}</td>
                <td className={table.number}>{formatScore(row.meanA)}</td>
                <td className={table.number}>{formatScore(row.meanB)}</td>
                {comparable ? <td className={table.number}>{formatScore(row.meanDifference)}</td> : null}
                <td className={table.number}>{row.percentileA.toFixed(1)}</td>
                <td className={table.number}>{row.percentileB.toFixed(1)}</td>
                <td className={table.mark}>
                  <Strip marks={shiftMarks(spec.rows[at]!, spec.x)} isLow />
                </td>
              </tr>
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

function toggled(classes: readonly number[], index: number, isChosen: boolean): number[] {
  const others = classes.filter((other) => other !== index);
  return isChosen ? [...others, index].sort((x, y) => x - y) : others;
}
