'use client';

import { usePartQuery } from '../../../graphql/use-part-query.ts';
import type { ExploreState } from '../../../address/explore-state.ts';
import { ExploreScoresDocument } from '../explore-documents.ts';
import { firstScores } from '../first-scores.ts';
import { Review } from '../review/review.tsx';
import { rememberList } from '../../../address/list-of-origin.ts';
import type { Score } from '../../scores/score-fragment.ts';
import { ResultsBar } from './results-bar.tsx';
import { cellLayout } from './cell-layout.ts';
import { ScoreCell } from './score-cell.tsx';
import type { Filtered } from '../use-filtered.ts';
import type { Tags } from '../use-tags.ts';
import styles from '../explore.module.css';

interface Props {
  run: string;
  dataset: string;
  state: ExploreState;
  /** null while the columns are on their way: the server's first page is shown until then. */
  filtered: Filtered | null;
  commit: (change: Partial<ExploreState>) => void;
  /** Whether the ranking is more than noise. */
  isTrusted: boolean;
  tags: Tags;
}

/** What the filters leave: how many, and the datapoints themselves. */
export function Results(props: Props) {
  const { run, dataset, state, filtered, commit, isTrusted, tags } = props;
  const { data } = usePartQuery(ExploreScoresDocument, firstScores(run, state));
  const first = data?.scores.nodes ?? [];
  return (
    <>
      <ResultsBar filtered={filtered} isTrusted={isTrusted} state={state} change={commit} />
      {filtered ? (
        <Review
          run={run}
          dataset={dataset}
          indices={filtered.indices}
          roleOf={filtered.roleOf}
          first={first}
          state={state}
          change={commit}
          tags={tags}
        />
      ) : (
        <FirstResults run={run} dataset={dataset} scores={first} size={state.size} />
      )}
    </>
  );
}

/** The server's first page of the list, before the columns are in the browser. */
function FirstResults({
  run,
  dataset,
  scores,
  size,
}: Pick<Props, 'run' | 'dataset'> & { scores: readonly Score[]; size: number }) {
  const { cellWidth, rowHeight } = cellLayout('grid', size);
  // The page's policy refuses styles that come with the document; it starts with those of the usual size.
  const withSizes = (list: HTMLElement | null): void => {
    list?.style.setProperty('--cell-width', `${cellWidth}px`);
    list?.style.setProperty('--row-height', `${rowHeight}px`);
  };
  const remember = (place: number): void => {
    const indices = scores.map(({ datapoint }) => datapoint.index);
    rememberList(run, indices, place);
  };
  return (
    <div className={styles.frame}>
      <ol className={styles.first} ref={withSizes} aria-label="Datapoints">
        {scores.map((score, place) => (
          <li key={score.id}>
            <ScoreCell
              run={run}
              dataset={dataset}
              place={place}
              index={score.datapoint.index}
              score={score}
              size={size}
              remember={remember}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
