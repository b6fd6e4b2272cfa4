import Link from 'next/link';
import { levelClass } from '../../charts/page/level-class.ts';
import type { MatrixCell, MatrixSpec } from '../../charts/specs/matrix.ts';
import { pairAddress } from '../../address/compare-address.ts';
import { measures, type CompareState } from '../../address/compare-state.ts';
import { differingSettings } from '../../messages/comparability-messages.ts';
import { formatCoefficient, formatCount, formatFraction, joinFacts } from '../../format.ts';
import { runOfClasses } from '../../address/filtered-address.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import { shortNames } from '../../messages/short-names.ts';
import { ceilingOf } from './ceiling.ts';
import { namesOf, type OfferedRun } from './choose-runs.ts';
import type { Agreement, AgreementCell, ComparableRun } from './compare-documents.ts';
import styles from './matrix.module.css';

interface Props {
  /** Of these runs and cells. */
  spec: MatrixSpec;
  runs: readonly OfferedRun[];
  agreement: Agreement;
  state: CompareState;
}

/** Runs whose names have room above their columns. */
const few = 5;

/** Runs × runs: the agreement of each pair in a cell, which leads to the disagreements of the two. */
export function AgreementMatrix({ spec, runs, agreement, state }: Props) {
  const names = namesOf(runs);
  const heads = headsOf(runs, names);
  const rows = shortNames(runs.map(({ ownName }) => ownName));
  const cellOf = new Map(
    agreement.cells.flatMap((cell) => [
      [`${cell.a} ${cell.b}`, cell],
      [`${cell.b} ${cell.a}`, cell],
    ]),
  );
  return (
    <div className={styles.frame} tabIndex={0} role="region" aria-label="Matrix of runs">
      <table className={`${styles.matrix} ${runs.length <= few ? styles.few : styles.many}`}>
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
                {column + 1} <span>{heads[column]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, row) => (
            <tr key={run.id}>
              <RowHead run={run} place={row} name={names[row]!} short={rows[row]!} state={state} />
              {runs.map((other, column) =>
                row === column ? (
                  <Diagonal key={other.id} run={run} />
                ) : (
                  <Cell
                    key={other.id}
                    cell={spec.cells[row]![column]!}
                    agreement={cellOf.get(`${run.id} ${other.id}`)!}
                    runs={[run, other]}
                    names={[names[row]!, names[column]!]}
                    state={state}
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

interface RowHeadProps {
  run: OfferedRun;
  /** Of the row, from 0. */
  place: number;
  /** Tells the run apart. */
  name: string;
  /** What its own name does not share with others. */
  short: string;
  state: CompareState;
}

function RowHead({ run, place, name, short, state: { classes, atypicalBy } }: RowHeadProps) {
  return (
    <th scope="row">
      <Link
        href={runOfClasses(run.id, { classes, atypicalBy })}
        title={short === run.ownName ? undefined : run.ownName}
      >
        {place + 1} {short}
      </Link>
      <small title={name}>
        {joinFacts(...(run.differs.length > 0 ? run.differs : [run.method.name, run.estimator]))}
      </small>
    </th>
  );
}

/** Above the columns, where there is little room: of runs of one name only what tells them apart. */
function headsOf(runs: readonly OfferedRun[], names: readonly string[]): string[] {
  const isOneName = new Set(runs.map((run) => run.ownName)).size === 1;
  const short = shortNames(names);
  return runs.map(({ differs }, at) =>
    isOneName && differs.length > 0 ? joinFacts(...differs) : short[at]!,
  );
}

/** The reliability of a ranking; the text above the matrix calls it r. */
function Diagonal({ run: { summary } }: { run: ComparableRun }) {
  const ranking = summary ? rankingMessages[summary.ranking] : null;
  return (
    <td className={`${styles.cell} ${styles.diagonal}`}>
      <div title={ranking?.title}>
        <span>
          <span className="visually-hidden">reliability </span>
          <strong>{formatCoefficient(summary?.spearmanBrown ?? null)}</strong>{' '}
          <small aria-hidden="true">r</small>
        </span>
        <small>{ranking?.label ?? 'unknown'}</small>
      </div>
    </td>
  );
}

interface CellProps {
  cell: MatrixCell;
  agreement: AgreementCell;
  runs: [ComparableRun, ComparableRun];
  names: [string, string];
  state: CompareState;
}

function Cell({ cell, agreement, runs, names, state: { measure, classes, top } }: CellProps) {
  const ceiling = ceilingOf(agreement, ...runs);
  const differing =
    agreement.differingKeys.length > 0
      ? `; scores differ in ${differingSettings(agreement.differingKeys)}`
      : '';
  const most = ceiling === null ? '' : `; ρ can be expected to reach ${formatCoefficient(ceiling)} at most`;
  const label = `${names[0]} and ${names[1]}: ${measures[measure].label} ${formatCoefficient(cell.value)}, ${overlapLabel(agreement)}${most}${differing}. See where they disagree.`;
  return (
    <td className={`${styles.cell} ${levelClass(cell.level)}`}>
      <Link
        href={pairAddress(runs[0].id, runs[1].id, { classes, top })}
        prefetch={false}
        aria-label={label}
        title={label}
      >
        <Lines lines={cell.lines} />
      </Link>
    </td>
  );
}

/** The first is large, and the second beside it: two lines a cell, so that ten runs fit a screen. */
function Lines({ lines: [first, second, third] }: { lines: readonly string[] }) {
  return (
    <>
      <span>
        <strong>{first}</strong> <small>{second}</small>
      </span>
      <small>{third}</small>
    </>
  );
}

const overlapLabel = (cell: AgreementCell): string =>
  `${formatFraction(cell.overlap)} of the top ${formatCount(cell.k)} in common, ${formatFraction(cell.chance)} by chance`;
