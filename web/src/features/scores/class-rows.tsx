'use client';

import type { RankingQuality } from '@engram/core';
import { Choice } from '../../components/choice.tsx';
import page from '../../components/page.module.css';
import {
  atypicalCriteria,
  leastTopFraction,
  type AtypicalCriterion,
} from '../../address/atypical-criteria.ts';
import { formatAmount, formatInterval, formatScore } from '../../format.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import { hasRange, toScoreFilter, type RunState } from '../../address/url-state.ts';
import type { ChangeRunState } from '../run/use-run-state.ts';
import { ClassExtremesDocument, extremesShown, type ClassSummary } from './class-documents.ts';
import { Extremes, noneUnderFilters } from './extremes.tsx';
import { useClassEffect } from './use-class-effect.ts';
import { noAtypicalMessages, useClassExtremes, extremesMessage } from './use-class-extremes.ts';
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
  const effectOf = useClassEffect(id, measure);
  const chosen = summaries?.filter(
    (summary) => state.classes.length === 0 || state.classes.includes(summary.class.index),
  );
  return (
    <section className={styles.section} aria-labelledby="extremes">
      <div className={styles.head}>
        <h2 id="extremes">Most typical and most atypical, by class</h2>
        <Choice
          label="Atypical"
          value={state.atypicalBy}
          options={atypicalCriteria}
          set={(next) => change({ atypicalBy: next, page: state.page })}
        />
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
              <ClassFacts summary={summary} effect={effectOf(summary.class.index)} />
              {hasRange(state) ? (
                <RangedExtremes id={id} dataset={dataset} state={state} summary={summary} shown={shown} />
              ) : (
                <Extremes
                  dataset={dataset}
                  run={id}
                  className={summary.class.name}
                  typical={summary.typical}
                  atypical={summary.atypical}
                  noneAtypical={noAtypicalMessages[shown]}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.text}>{extremesMessage(shown, state.atypicalBy)}</p>
    </section>
  );
}

function ClassFacts({ summary, effect }: { summary: ClassSummary; effect: string | null }) {
  return (
    <div className={styles.name}>
      <h3>
        <span className="visually-hidden">Class </span>
        {summary.class.name}
      </h3>
      <p>{formatAmount(summary.count, 'datapoint')}</p>
      <p>mean {formatScore(summary.mean)}</p>
      <p>{formatInterval(summary)}</p>
      {effect ? <p>{effect}</p> : null}
    </div>
  );
}

interface RangedProps {
  id: string;
  dataset: string;
  state: RunState;
  summary: ClassSummary;
  shown: AtypicalCriterion;
}

/** The most typical and most atypical datapoints of a class within the chosen range of scores. */
function RangedExtremes({ id, dataset, state, summary, shown }: RangedProps) {
  const filter = toScoreFilter(id, { ...state, classes: [summary.class.index] });
  const stable = shown === 'stable' ? { ...filter, topFraction: { gte: leastTopFraction } } : filter;
  const variables = { filter, stable, first: extremesShown };
  const { data, isStale } = usePartQuery(ClassExtremesDocument, variables);
  return (
    <div className={isStale && data ? page.stale : undefined}>
      <Extremes
        dataset={dataset}
        run={id}
        className={summary.class.name}
        typical={data?.typical.nodes}
        atypical={data?.atypical.nodes}
        noneAtypical={
          shown === 'stable'
            ? `None of these is in the top 5 % of the run with a probability of ${leastTopFraction} or more.`
            : noneUnderFilters
        }
      />
    </div>
  );
}
