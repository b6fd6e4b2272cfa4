import Link from 'next/link';
import { pairAddress } from '../../../address/compare-address.ts';
import { differingSettings } from '../../../messages/comparability-messages.ts';
import type { ExploreState } from '../../../address/explore-state.ts';
import { formatCoefficient, formatCount, joinFacts } from '../../../format.ts';
import { initialPairState } from '../../../address/pair-state.ts';
import type { PairRun } from '../../pair/pair-documents.ts';
import { pairVerdict } from '../../pair/pair-verdict.ts';
import type { Pair } from './use-second-run.ts';
import styles from './scatter-section.module.css';

/** Which runs the scatter plot shows, how far the two agree, and whether their values may be compared at all. */
export function ScatterCaption({ pair, state }: { pair: Pair | null; state: ExploreState }) {
  if (!pair) return <p className={styles.caption}>{'\u00a0'}</p>;
  const { runs, cell } = pair;
  const { title, tone } = pairVerdict(rankingOf(runs[0]), rankingOf(runs[1]), cell);
  return (
    <p className={styles.caption}>
      Horizontal axis: {named(runs[0])}. Vertical axis: {named(runs[1])}. Spearman’s ρ{' '}
      {formatCoefficient(cell.spearman)} over {formatCount(cell.count)} datapoints.{' '}
      {cell.differingKeys.length === 0
        ? 'Both were measured in the same way: their values may be compared.'
        : `Compare ranks, not values: the scores differ in ${differingSettings(cell.differingKeys)}.`}{' '}
      {tone === 'bad' || tone === 'caution' ? `${title}. ` : ''}
      <Link href={pairAddress(runs[0].id, runs[1].id, { ...initialPairState, classes: state.classes })}>
        How well the two agree
      </Link>
    </p>
  );
}

const named = ({ name, method, estimator }: PairRun): string =>
  `${name} (${joinFacts(method.name, estimator)})`;

const rankingOf = ({ name, summary }: PairRun) => ({
  name,
  ranking: summary?.ranking ?? 'UNKNOWN',
  reliability: summary?.spearmanBrown ?? null,
});
