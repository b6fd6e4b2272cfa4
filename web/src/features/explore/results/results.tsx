'use client';

import type { ReactNode } from 'react';
import page from '../../../components/page.module.css';
import { formatAmount, formatCount } from '../../../format.ts';
import { useLiveQuery } from '../../../graphql/use-live-query.ts';
import type { ExploreState } from '../../../address/explore-state.ts';
import { ExploreScoresDocument } from '../explore-documents.ts';
import { firstScores } from '../first-scores.ts';
import { Review } from '../review/review.tsx';
import type { Range } from '../../../charts/specs/histogram.ts';
import { ScoreBrush } from '../facets/score-brush.tsx';
import { ScoreCell } from './score-cell.tsx';
import type { Selection } from '../use-selection.ts';
import type { Tags } from '../use-tags.ts';
import styles from '../explore.module.css';

interface Props {
  run: string;
  dataset: string;
  state: ExploreState;
  /** null while the columns are on their way: the server's first page is shown until then. */
  selection: Selection | null;
  range: Range;
  preview: (range: Range) => void;
  commit: (change: Partial<ExploreState>) => void;
  /** Whether the ranking is more than noise. */
  isTrusted: boolean;
  tags: Tags;
  orders: ReactNode;
}

/** What the filters leave: how many, how they are spread, and the datapoints themselves. */
export function Results({
  run,
  dataset,
  state,
  selection,
  range,
  preview,
  commit,
  isTrusted,
  tags,
  orders,
}: Props) {
  const { data } = useLiveQuery(ExploreScoresDocument, firstScores(run, state));
  const first = data?.scores.nodes ?? [];
  return (
    <>
      <section className={`${page.card} ${styles.brush}`} aria-label="Distribution of scores">
        {selection ? (
          <ScoreBrush bins={selection.bins} range={range} preview={preview} commit={commit} />
        ) : (
          <div className={styles.brushSpace} aria-busy="true" />
        )}
      </section>
      <div className={styles.bar}>
        <p role="status">
          <span className={styles.count}>
            {selection ? formatAmount(selection.indices.length, 'datapoint') : '…'}
          </span>{' '}
          <span className={styles.hint}>
            {selection ? `of ${formatCount(selection.total)}` : 'being counted'}
            {selection?.isPartial ? '; what one of the filters needs is on its way' : ''}
            {isTrusted ? '' : '; the order is noise'}
          </span>
        </p>
        {orders}
      </div>
      {selection ? (
        <Review
          run={run}
          dataset={dataset}
          indices={selection.indices}
          roleOf={selection.roleOf}
          first={first}
          state={state}
          change={commit}
          tags={tags}
        />
      ) : (
        <div className={styles.frame}>
          <ol className={styles.first} aria-label="Datapoints">
            {first.map((score, place) => (
              <li key={score.id}>
                <ScoreCell
                  run={run}
                  dataset={dataset}
                  place={place}
                  index={score.datapoint.index}
                  score={score}
                />
              </li>
            ))}
          </ol>
        </div>
      )}
    </>
  );
}
