'use client';

import type { ReactNode } from 'react';
import page from '../../components/page.module.css';
import { formatAmount, formatCount } from '../../format.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import type { ExploreState } from '../../explore-state.ts';
import { ExploreScoresDocument } from './explore-documents.ts';
import { firstScores } from './first-scores.ts';
import { ScoreBrush, type Range } from './score-brush.tsx';
import { ScoreCell } from './score-cell.tsx';
import { ScoreGrid } from './score-grid.tsx';
import type { Selection } from './use-selection.ts';
import styles from './explore.module.css';

interface Props {
  run: string;
  dataset: string;
  state: ExploreState;
  /** null while the columns are on their way: the server's first page is shown until then. */
  selection: Selection | null;
  range: Range;
  preview: (range: Range) => void;
  commit: (range: Range) => void;
  /** Whether the ranking is more than noise. */
  isTrusted: boolean;
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
            {selection?.isPartial ? '; the runs that are to agree are on their way' : ''}
            {isTrusted ? '' : '; the order is noise'}
          </span>
        </p>
        {orders}
      </div>
      {selection?.indices.length === 0 ? (
        <p className={`${page.card} ${styles.none}`}>
          No datapoint passes all filters. Widen one of them, or press “Show all”.
        </p>
      ) : selection ? (
        <ScoreGrid run={run} dataset={dataset} indices={selection.indices} first={first} />
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
      <p className={styles.hint}>
        Arrow keys, <kbd>j</kbd> and <kbd>k</kbd> move within the grid; Enter opens a datapoint.
      </p>
    </>
  );
}
