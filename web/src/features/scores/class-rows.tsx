'use client';

import type { RankingQuality } from '@engram/core';
import page from '../../components/page.module.css';
import { formatAmount, formatInterval, formatScore } from '../../format.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { rankingWords } from '../../ranking-words.ts';
import { hasRange, toScoreFilter, type RunState } from '../../url-state.ts';
import {
  ClassExtremesDocument,
  ClassSummariesDocument,
  extremesShown,
  type ClassSummary,
} from './class-documents.ts';
import { Extremes } from './extremes.tsx';
import styles from './class-rows.module.css';

/** A row a latent class: its most typical and its most atypical datapoints. */
export function ClassRows({ id, state, ranking }: { id: string; state: RunState; ranking: RankingQuality }) {
  const { data } = useLiveQuery(ClassSummariesDocument, { run: id, first: extremesShown });
  const isShown = (summary: ClassSummary) =>
    state.classes.length === 0 || state.classes.includes(summary.class.index);
  const shown = data?.classSummaries.filter(isShown);
  return (
    <section className={styles.section} aria-labelledby="extremes">
      <h2 id="extremes">Most typical and most atypical, by class</h2>
      <p className={styles.words}>
        Typical datapoints have the lowest scores of their class, atypical ones the highest.
        {ranking === 'NOISE' || ranking === 'WEAK' || ranking === 'UNKNOWN'
          ? ` The ranking is ${rankingWords[ranking].label === 'unknown' ? 'of unknown reliability' : rankingWords[ranking].label}: others could as well stand here.`
          : ''}
      </p>
      {shown === undefined ? (
        <div className={styles.space} aria-busy="true" />
      ) : shown.length === 0 ? (
        <p className={styles.none}>No class of this run is among those chosen.</p>
      ) : (
        <ul className={styles.rows}>
          {shown.map((summary) => (
            <li key={summary.class.id} className={`${page.card} ${styles.row}`}>
              <div className={styles.name}>
                <h3>
                  <span className="visually-hidden">Class </span>
                  {summary.class.name}
                </h3>
                <p>{formatAmount(summary.count, 'datapoint')}</p>
                <p>mean {formatScore(summary.mean)}</p>
                <p>{formatInterval(summary)}</p>
              </div>
              {hasRange(state) ? (
                <RangedExtremes id={id} state={state} summary={summary} />
              ) : (
                <Extremes
                  className={summary.class.name}
                  typical={summary.typical}
                  atypical={summary.atypical}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The two ends of a class within the chosen range of scores. */
function RangedExtremes({ id, state, summary }: { id: string; state: RunState; summary: ClassSummary }) {
  const filter = toScoreFilter(id, { ...state, classes: [summary.class.index] });
  const { data, isStale } = useLiveQuery(ClassExtremesDocument, { filter, first: extremesShown });
  return (
    <div className={isStale && data ? page.stale : undefined}>
      <Extremes
        className={summary.class.name}
        typical={data?.typical.nodes}
        atypical={data?.atypical.nodes}
      />
    </div>
  );
}
