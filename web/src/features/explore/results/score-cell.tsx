import Link from 'next/link';
import { Thumbnail } from '../../../components/thumbnail.tsx';
import { datapointAddress } from '../../../address/datapoint-address.ts';
import { formatFraction, formatHalfWidth, formatScore } from '../../../format.ts';
import type { Score } from '../../scores/score-fragment.ts';
import styles from '../explore.module.css';

interface Props {
  run: string;
  dataset: string;
  /** Place in the list, from 0. */
  place: number;
  index: number;
  /** undefined while it is on its way. */
  score: Score | undefined;
  tags?: readonly string[];
  /** Told the place of the datapoint that is opened. */
  remember: (place: number) => void;
  /** Of the image, in pixels. */
  size?: number;
}

/** One datapoint of the grid, of a fixed size whether or not it has arrived. */
export function ScoreCell({ run, dataset, place, index, score, remember, tags = [], size = 72 }: Props) {
  const name = score?.datapoint.class ? `class ${score.datapoint.class.name}` : 'unknown class';
  return (
    <Link
      href={datapointAddress(dataset, index, run)}
      className={styles.cell}
      onClick={() => remember(place)}
      data-place={place}
      data-index={index}
      prefetch={false}
      aria-busy={!score}
    >
      {score ? (
        <>
          <Thumbnail
            imageUrl={score.datapoint.imageUrl}
            index={index}
            alt={`Datapoint ${index}, ${name}`}
            size={size}
          />
          <small className={styles.what}>
            {index} · {score.datapoint.class?.name ?? 'unknown'}
          </small>
          <strong>{score.identifiable ? formatScore(score.value) : 'no score'}</strong>
          <small>{score.identifiable ? formatHalfWidth(score) : 'not identifiable'}</small>
          {score.topFraction === null ? null : (
            <small>
              <span className="visually-hidden">Probability of being in the </span>top 5 %:{' '}
              {formatFraction(score.topFraction)}
            </small>
          )}
          {tags.length > 0 ? (
            <small className={styles.tags}>
              <span className="visually-hidden">Tags: </span>
              {tags.join(', ')}
            </small>
          ) : null}
        </>
      ) : (
        <span className="visually-hidden">Datapoint {index}</span>
      )}
    </Link>
  );
}
