import Link from 'next/link';
import { Thumbnail } from '../../../components/thumbnail.tsx';
import { datapointAddress } from '../../../address/datapoint-address.ts';
import { formatCount, formatFraction, formatInterval, formatScore, isNumber } from '../../../format.ts';
import { formatRate } from '../../../messages/fdr-messages.ts';
import type { Score } from '../../scores/score-fragment.ts';
import styles from './score-table.module.css';

interface Props {
  run: string;
  dataset: string;
  /** Place in the list, from 0. */
  place: number;
  index: number;
  /** undefined while it is on its way. */
  score: Score | undefined;
  /** Its split role; null where the table has no column for it. */
  role?: string | null;
  tags?: readonly string[];
  /** Told the place of the datapoint that is opened. */
  remember: (place: number) => void;
}

/** One datapoint of the table, of a fixed height whether or not it has arrived; the cells under the titles of `TableHead`. */
export function ScoreRow({ run, dataset, place, index, score, remember, role = null, tags = [] }: Props) {
  return (
    <div className={`${styles.row} ${role === null ? '' : styles.withRole}`}>
      <span role="cell">
        {score ? <Thumbnail imageUrl={score.datapoint.imageUrl} index={index} alt="" size={32} /> : null}
      </span>
      <span role="cell">
        <Link
          href={datapointAddress(dataset, index, run)}
          onClick={() => remember(place)}
          data-place={place}
          data-index={index}
          prefetch={false}
        >
          {index}
        </Link>
      </span>
      <span role="cell">{score ? (score.datapoint.class?.name ?? 'unknown') : ''}</span>
      <span role="cell">
        {score ? score.identifiable ? <strong>{formatScore(score.value)}</strong> : 'not identifiable' : ''}
      </span>
      <span role="cell">{score ? formatInterval(score) : ''}</span>
      <span role="cell">{score?.rank ? formatCount(score.rank) : '–'}</span>
      <span role="cell">{score ? (isNumber(score.percentile) ? score.percentile.toFixed(1) : '–') : ''}</span>
      <span role="cell">{score ? formatFraction(score.topFraction) : ''}</span>
      <span role="cell">{score ? formatRate(score.fdr) : ''}</span>
      {role === null ? null : <span role="cell">{role}</span>}
      <span role="cell">{tags.join(', ')}</span>
    </div>
  );
}
