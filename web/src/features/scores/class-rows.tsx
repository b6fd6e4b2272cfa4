'use client';

import type { RankingQuality } from '@engram/core';
import { Choice } from '../../components/choice.tsx';
import page from '../../components/page.module.css';
import { atypicalCriteria, type AtypicalCriterion } from '../../address/atypical-criteria.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import { hasRange, type RunState } from '../../address/url-state.ts';
import type { ChangeRunState } from '../run/use-run-state.ts';
import { ClassRow, RangedClassRow } from './class-row.tsx';
import { useClassEffect } from './use-class-effect.ts';
import { extremesMessage } from './extremes-messages.ts';
import { ClassesWithinDocument, classesWithinVariables } from './range-documents.ts';
import { useClassExtremes } from './use-class-extremes.ts';
import styles from './class-rows.module.css';

interface Props {
  id: string;
  /** Short name of the dataset. */
  dataset: string;
  state: RunState;
  change: ChangeRunState;
  ranking: RankingQuality;
  /** Key of the run’s measure; null where the scores were made elsewhere. */
  measure: string | null;
}

/** A row a latent class: its most typical and its most atypical datapoints. */
export function ClassRows({ id, dataset, state, change, ranking, measure }: Props) {
  const { summaries, shown, isStale } = useClassExtremes(id, state.atypicalBy);
  const isRanged = hasRange(state);
  const within = useClassesWithin(id, state, shown);
  const effectOf = useClassEffect(id, measure);
  const rowProps = { id, dataset, shown };
  const chosen = summaries?.filter(
    (summary) => state.classes.length === 0 || state.classes.includes(summary.class.index),
  );
  return (
    <section className={styles.section} aria-labelledby="extremes">
      <div className={styles.head}>
        <h2 id="extremes">Most typical and most atypical, by class</h2>
        {measure === null ? null : (
          <Choice
            label="Atypical"
            value={state.atypicalBy}
            options={atypicalCriteria}
            set={(next) => change({ atypicalBy: next, page: state.page })}
          />
        )}
      </div>
      {ranking === 'NOISE' || ranking === 'WEAK' || ranking === 'UNKNOWN' ? (
        <p className={styles.text}>
          The ranking is {ranking === 'UNKNOWN' ? 'of unknown reliability' : rankingMessages[ranking].label}:
          other datapoints could equally appear here.
        </p>
      ) : null}
      {chosen === undefined ? (
        <div className={styles.space} aria-busy="true" />
      ) : chosen.length === 0 ? (
        <p className={styles.none}>
          {summaries?.length === 0
            ? 'The classes of these datapoints are not known.'
            : 'No class of this run is among those chosen.'}
        </p>
      ) : (
        <ul className={`${styles.rows} ${isStale ? page.stale : ''}`} aria-busy={isStale}>
          {chosen.map((summary) => (
            <li key={summary.class.id} className={`${page.card} ${styles.row}`}>
              {isRanged ? (
                <RangedClassRow
                  {...rowProps}
                  summary={summary}
                  within={within.of(summary.class.index)}
                  isStale={within.isStale}
                  measure={measure}
                />
              ) : (
                <ClassRow {...rowProps} summary={summary} effect={effectOf(summary.class.index)} />
              )}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.text}>{extremesMessage(shown, state.atypicalBy, measure === null)}</p>
    </section>
  );
}

/** The classes within the chosen range of scores; asked for where there is one. */
function useClassesWithin(id: string, state: RunState, shown: AtypicalCriterion) {
  const { data, isStale } = usePartQuery(ClassesWithinDocument, classesWithinVariables(id, state, shown), {
    pause: !hasRange(state),
  });
  return { of: (index: number) => data?.classSummaries.find((one) => one.class.index === index), isStale };
}
