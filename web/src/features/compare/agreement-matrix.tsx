import Link from 'next/link';
import { pairAddress } from '../../compare-address.ts';
import { measures, type CompareState, type Measure } from '../../compare-state.ts';
import { differenceWords } from '../../comparability-words.ts';
import { formatCoefficient, formatCount, formatFraction, joinFacts } from '../../format.ts';
import { runOfClasses } from '../../filtered-address.ts';
import { rankingWords } from '../../ranking-words.ts';
import { ceilingOf } from './ceiling.ts';
import { namesOf } from './choose-runs.ts';
import type { Agreement, AgreementCell, ComparableRun } from './compare-documents.ts';
import { levelOf } from '../../charts/level.ts';
import styles from './matrix.module.css';

interface Props {
  runs: readonly ComparableRun[];
  agreement: Agreement;
  state: CompareState;
}

const valueOf: Record<Measure, (cell: AgreementCell) => number | null> = {
  spearman: (cell) => cell.spearman,
  kendall: (cell) => cell.kendallTau,
  overlap: (cell) => cell.overlap,
};

/** Runs × runs: the agreement of each pair in a cell, which leads to the disagreements of the two. */
export function AgreementMatrix({ runs, agreement, state }: Props) {
  const names = namesOf(runs);
  const { classes, ends, top } = state;
  const cellOf = new Map(
    agreement.cells.flatMap((cell) => [
      [`${cell.a} ${cell.b}`, cell],
      [`${cell.b} ${cell.a}`, cell],
    ]),
  );
  return (
    <div className={styles.frame} tabIndex={0} role="region" aria-label="Matrix of runs">
      <table className={styles.matrix}>
        <caption className="visually-hidden">
          Agreement of the rankings of {runs.length} runs; each cell leads to the disagreements of two.
        </caption>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              Run
            </th>
            {runs.map((run, column) => (
              <th key={run.id} scope="col" title={names[column]}>
                {column + 1} <span>{names[column]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, row) => (
            <tr key={run.id}>
              <th scope="row">
                <Link href={runOfClasses(run.id, { classes, ends })}>
                  {row + 1} {run.name}
                </Link>
                <small>{joinFacts(run.method.name, run.estimator)}</small>
              </th>
              {runs.map((other, column) =>
                row === column ? (
                  <Diagonal key={other.id} run={run} />
                ) : (
                  <Cell
                    key={other.id}
                    cell={cellOf.get(`${run.id} ${other.id}`)!}
                    address={pairAddress(run.id, other.id, { classes, top })}
                    ceiling={ceilingOf(cellOf.get(`${run.id} ${other.id}`)!, run, other)}
                    names={[names[row]!, names[column]!]}
                    measure={state.measure}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Diagonal({ run }: { run: ComparableRun }) {
  const reliability = run.summary?.spearmanBrown ?? null;
  return (
    <td className={`${styles.cell} ${styles.diagonal}`}>
      <div title={run.summary ? rankingWords[run.summary.ranking].title : undefined}>
        <strong>{formatCoefficient(reliability)}</strong>
        <small>reliability</small>
        <small>{run.summary ? rankingWords[run.summary.ranking].label : 'unknown'}</small>
      </div>
    </td>
  );
}

interface CellProps {
  cell: AgreementCell;
  address: string;
  names: [string, string];
  measure: Measure;
  /** Of the rank correlation; null when unknown. */
  ceiling: number | null;
}

function Cell({ cell, address, names, measure, ceiling }: CellProps) {
  const value = valueOf[measure](cell);
  const differing =
    cell.differingKeys.length > 0 ? `; scores differ in ${differenceWords(cell.differingKeys)}` : '';
  const most = ceiling === null ? '' : `; ρ can be expected to reach ${formatCoefficient(ceiling)} at most`;
  const label = `${names[0]} and ${names[1]}: ${measures[measure].label} ${formatCoefficient(value)}, ${overlapWords(cell)}${most}${differing}. See where they disagree.`;
  return (
    <td className={`${styles.cell} ${styles[levelOf(value)]}`}>
      <Link href={address} prefetch={false} aria-label={label} title={label}>
        <strong>{formatCoefficient(value)}</strong>
        <small>
          {measure === 'overlap'
            ? `ρ ${formatCoefficient(cell.spearman)}`
            : measure === 'kendall'
              ? `ρ ${formatCoefficient(cell.spearman)}`
              : `τ ${formatCoefficient(cell.kendallTau)}`}
        </small>
        <small>
          {measure === 'overlap'
            ? `by chance ${formatCoefficient(cell.chance)}`
            : `top ${formatFraction(cell.overlap)} / ${formatFraction(cell.chance)}`}
        </small>
      </Link>
    </td>
  );
}

const overlapWords = (cell: AgreementCell): string =>
  `${formatFraction(cell.overlap)} of the top ${formatCount(cell.k)} in common, ${formatFraction(cell.chance)} by chance`;
