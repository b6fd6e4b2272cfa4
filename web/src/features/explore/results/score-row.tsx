import Link from 'next/link';
import { Thumbnail } from '../../../components/thumbnail.tsx';
import { datapointAddress } from '../../../address/datapoint-address.ts';
import { formatCount, formatFraction, formatInterval, formatScore, isNumber } from '../../../format.ts';
import { formatRate } from '../../../messages/fdr-messages.ts';
import type { Score } from '../../scores/score-fragment.ts';
import { hiddenClasses } from './hidden-columns.ts';
import type { TableColumns } from './table-columns.ts';
import styles from './score-table.module.css';

interface Props {
  run: string;
  dataset: string;
  /** Place in the list, from 0. */
  place: number;
  index: number;
  /** undefined while it is on its way. */
  score: Score | undefined;
  /** The columns that the table has. */
  has: TableColumns;
  /** Its split role; null where the run has none. */
  role?: string | null;
  tags?: readonly string[];
  /** Told the place of the datapoint that is opened. */
  remember: (place: number) => void;
}

/** One datapoint of the table, of a fixed height whether or not it has arrived; the cells under the titles of `TableHead`. */
export function ScoreRow({
  run,
  dataset,
  place,
  index,
  score,
  remember,
  has,
  role = null,
  tags = [],
}: Props) {
  return (
    <div className={`${styles.row} ${hiddenClasses(has)}`}>
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
      {has.interval ? <span role="cell">{score ? formatInterval(score) : ''}</span> : null}
      <span role="cell">{score?.rank ? formatCount(score.rank) : '–'}</span>
      <span role="cell">{score ? (isNumber(score.percentile) ? score.percentile.toFixed(1) : '–') : ''}</span>
      {has.top ? <span role="cell">{score ? formatFraction(score.topFraction) : ''}</span> : null}
      {has.rate ? <span role="cell">{score ? formatRate(score.fdr) : ''}</span> : null}
      {has.role ? <span role="cell">{role}</span> : null}
      <span role="cell">{tags.join(', ')}</span>
    </div>
  );
}
