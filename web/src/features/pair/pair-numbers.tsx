import band from '../run/results/summary-band.module.css';
import { formatCoefficient, formatCount, formatFraction } from '../../format.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import type { PairData, PairRun } from './pair-documents.ts';
import styles from './pair-page.module.css';

type Cell = PairData['agreement']['cells'][number];

/** The comparison in a few numbers. */
export function PairNumbers(props: { cell: Cell; runs: readonly [PairRun, PairRun] }) {
  const { cell, runs } = props;
  const numbers = [
    {
      term: 'Spearman’s ρ',
      value: formatCoefficient(cell.spearman),
      note: `Kendall’s τ-b ${formatCoefficient(cell.kendallTau)}, over ${formatCount(cell.count)} datapoints`,
    },
    {
      term: `In common among the top ${formatCount(cell.k)}`,
      value: formatFraction(cell.overlap),
      note: `${formatFraction(cell.chance)} by chance`,
    },
    {
      term: 'Reliability of the rankings',
      value: runs.map((run) => formatCoefficient(run.summary?.spearmanBrown)).join(' · '),
      note: runs
        .map(
          (run, side) =>
            `${side === 0 ? 'a' : 'b'}: ${rankingMessages[run.summary?.ranking ?? 'UNKNOWN'].label}`,
        )
        .join(', '),
    },
  ];
  return (
    <section className={band.band} aria-label="Summary">
      <dl className={`${band.numbers} ${styles.numbers}`}>
        {numbers.map(({ term, value, note }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <strong>{value}</strong>
              <small>{note}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
