import { DataTable } from '../../charts/page/data-table.tsx';
import { differingSettings } from '../../messages/comparability-messages.ts';
import { formatCoefficient, formatCount } from '../../format.ts';
import { ceilingOf } from './ceiling.ts';
import { namesOf } from './choose-runs.ts';
import type { AgreementCell, ComparableRun } from './compare-documents.ts';
import styles from './matrix.module.css';

/** In which settings the scores of the pairs differ, and all numbers of the matrix in a table. */
export function DifferenceTable(props: { runs: readonly ComparableRun[]; cells: readonly AgreementCell[] }) {
  const { runs, cells } = props;
  const names = new Map(namesOf(runs).map((name, at) => [runs[at]!.id, name]));
  const byId = new Map(runs.map((run) => [run.id, run]));
  const apart = cells.filter((cell) => cell.differingKeys.length > 0);
  const keys = [...new Set(apart.flatMap((cell) => cell.differingKeys))];
  return (
    <div className={styles.foot}>
      <p className={styles.text}>
        {apart.length === 0
          ? 'All of these scores were measured in the same way, so their values can be compared too.'
          : `Only rankings are compared here, not values: the scores of ${apart.length === cells.length ? 'these pairs' : `${formatCount(apart.length)} of ${formatCount(cells.length)} pairs`} differ in ${differingSettings(keys)}.`}
      </p>
      <DataTable
        summary="The matrix as a table, with what each pair differs in"
        head={[
          'pair',
          'Spearman’s ρ',
          'ρ at most',
          'Kendall’s τ-b',
          'overlap',
          'by chance',
          'top',
          'datapoints',
          'differs in',
        ]}
        rows={cells.map((cell) => [
          `${names.get(cell.a)} – ${names.get(cell.b)}`,
          formatCoefficient(cell.spearman),
          formatCoefficient(ceilingOf(cell, byId.get(cell.a)!, byId.get(cell.b)!)),
          formatCoefficient(cell.kendallTau),
          formatCoefficient(cell.overlap),
          formatCoefficient(cell.chance),
          formatCount(cell.k),
          formatCount(cell.count),
          differingSettings(cell.differingKeys) || 'nothing',
        ])}
      />
    </div>
  );
}
