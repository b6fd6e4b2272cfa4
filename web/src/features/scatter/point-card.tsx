'use client';

import Link from 'next/link';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { formatInterval, formatScore, isNumber } from '../../format.ts';
import type { Score } from '../scores/score-fragment.ts';
import styles from './point-card.module.css';

/** What the columns say of a datapoint. */
export interface PointFacts {
  index: number;
  className: string | null;
  /** In the run of the horizontal axis, then in that of the vertical one. */
  scores: readonly { run: string; value: number; percentile: number }[];
}

interface Props {
  facts: PointFacts;
  /** Undefined while it is on its way. */
  details: Score | undefined;
  /** Of the datapoint's page; null for what is only under the pointer, which cannot be followed. */
  address: string | null;
}

/** A point of the scatter: its datapoint, with its score in both runs. */
export function PointCard({ facts, details, address }: Props) {
  const { index, className, scores } = facts;
  const name = `Datapoint ${index}`;
  return (
    <>
      <Thumbnail key={index} index={index} imageUrl={details?.datapoint.imageUrl ?? null} alt="" size={96} />
      <div className={styles.text}>
        <p>
          {address ? <Link href={address}>{name}</Link> : <b>{name}</b>} · {classOf(className)}
        </p>
        <dl>
          {scores.map(({ run, value, percentile }, at) => (
            <div key={at}>
              <dt>{run}</dt>
              <dd>
                <b>{formatScore(value)}</b> · percentile {formatPercentile(percentile)}
                {at === 0 && details?.identifiable ? <small>{formatInterval(details)}</small> : null}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}

/** The same as one sentence, for who does not see it. */
export function pointSentence({ index, className, scores }: PointFacts): string {
  const parts = scores.map(
    ({ run, value, percentile }) =>
      `${formatScore(value)} in ${run}, percentile ${formatPercentile(percentile)}`,
  );
  return `Datapoint ${index}, ${classOf(className)}: ${parts.join('; ')}.`;
}

const classOf = (name: string | null): string => (name === null ? 'unknown class' : `class ${name}`);

const formatPercentile = (percentile: number): string => (isNumber(percentile) ? percentile.toFixed(1) : '–');
