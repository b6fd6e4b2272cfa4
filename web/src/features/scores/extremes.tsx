'use client';

import { useContext } from 'react';
import { RunMeasure } from './run-measure.ts';
import Link from 'next/link';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { datapointAddress } from '../../address/datapoint-address.ts';
import { formatFraction, formatHalfWidth, formatScore } from '../../format.ts';
import { effectMessage } from '../../messages/effect-message.ts';
import type { Score } from './score-fragment.ts';
import styles from './class-rows.module.css';

interface Props {
  /** Short name of the dataset. */
  dataset: string;
  run: string;
  className: string;
  /** Lowest scores first; undefined while they are on their way. */
  typical: readonly Score[] | undefined;
  /** Highest scores first. */
  atypical: readonly Score[] | undefined;
  /** Said where no datapoint is atypical. */
  noneAtypical: string;
}

/** The most typical and the most atypical datapoints of a class, side by side. */
export function Extremes({ dataset, run, className, typical, atypical, noneAtypical }: Props) {
  const of = `of class ${className}`;
  const same = { of, dataset, run, className };
  return (
    <div className={styles.extremes}>
      <ExtremeList {...same} kind="typical" scores={typical} none={noneUnderFilters} />
      <ExtremeList {...same} kind="atypical" scores={atypical} none={noneAtypical} />
    </div>
  );
}

export const noneUnderFilters = 'No score under the filters.';

interface ListProps extends Pick<Props, 'dataset' | 'run' | 'className'> {
  kind: 'typical' | 'atypical';
  of: string;
  scores: readonly Score[] | undefined;
  none: string;
}

function ExtremeList({ kind, of, dataset, run, className, scores, none }: ListProps) {
  const measure = useContext(RunMeasure);
  return (
    <div className={styles[kind]}>
      <p className={styles.kind}>most {kind}</p>
      {scores?.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <ol className={styles.cards} aria-label={`Most ${kind} ${of}`} aria-busy={scores === undefined}>
          {scores?.map((score) => (
            <li key={score.id}>
              <Link href={datapointAddress(dataset, score.datapoint.index, run)} prefetch={false}>
                <Thumbnail
                  imageUrl={score.datapoint.imageUrl}
                  index={score.datapoint.index}
                  alt={`Datapoint ${score.datapoint.index} of class ${className}`}
                  size={72}
                />
              </Link>
              <p className={styles.value} title={effectMessage({ ...score, measure }) ?? undefined}>
                {formatScore(score.value)}
              </p>
              <p className={styles.error}>{formatHalfWidth(score)}</p>
              {score.topFraction === null ? null : (
                <p className={styles.error}>
                  <abbr title="Probability of being among the 5 % highest scores, by bootstrap over encoders">
                    top 5 %:
                  </abbr>{' '}
                  {formatFraction(score.topFraction)}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
