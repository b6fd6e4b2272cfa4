import { ColumnHeads, type ColumnHead } from '../../components/column-heads.tsx';
import page from '../../components/page.module.css';
import table from '../../components/table.module.css';
import type { RunOrder } from '../../address/run-list-state.ts';
import { labelsOf } from '../../messages/run-labels.ts';
import { orderRuns } from './order-runs.ts';
import type { ListedRun } from './run-list-document.ts';
import { RunRow } from './run-row.tsx';
import styles from './run-list.module.css';

interface Props {
  runs: readonly ListedRun[];
  order: RunOrder;
  isStale: boolean;
  /** Ids of the runs that are ticked. */
  chosen: readonly string[];
  choose: (id: string) => void;
}

const columns: readonly ColumnHead[] = [
  { title: <span className="visually-hidden">Tick</span> },
  { title: 'Run' },
  { title: 'Most memorized', isWide: true },
  { title: 'Scores', isWide: true },
  { title: 'Mean score', kind: 'number' },
  { title: 'Ranking' },
  { title: 'Created', isWide: true },
];

/** A row a run, each told apart from the others. */
export function RunTable({ runs, order, isStale, chosen, choose }: Props) {
  const labels = labelsOf(runs);
  const labelOf = new Map(runs.map(({ id }, at) => [id, labels[at]!]));
  return (
    <div className={`${page.card} ${styles.frame}`}>
      <table className={`${table.table} ${styles.table}`} aria-busy={isStale} aria-label="Runs">
        <thead>
          <ColumnHeads columns={columns} />
        </thead>
        <tbody>
          {orderRuns(runs, order).map((run) => {
            const label = labelOf.get(run.id)!;
            return (
              <RunRow
                key={run.id}
                run={run}
                label={label}
                repeated={label.repeats ? (labelOf.get(label.repeats)?.text ?? null) : null}
                isChosen={chosen.includes(run.id)}
                choose={() => choose(run.id)}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
