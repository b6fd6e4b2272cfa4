'use client';

import page from '../../../components/page.module.css';
import { useLiveQuery } from '../../../graphql/use-live-query.ts';
import type { ExploreState } from '../../../address/explore-state.ts';
import { ExploreScoresDocument } from '../explore-documents.ts';
import { firstScores } from '../first-scores.ts';
import { Review } from '../review/review.tsx';
import type { Range } from '../../../charts/specs/histogram.ts';
import { ScoreBrush } from '../facets/score-brush.tsx';
import type { Score } from '../../scores/score-fragment.ts';
import { ResultsBar } from './results-bar.tsx';
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
  range: Range;
  preview: (range: Range) => void;
  commit: (change: Partial<ExploreState>) => void;
  /** Whether the ranking is more than noise. */
  isTrusted: boolean;
  tags: Tags;
}

/** What the filters leave: how many, how they are spread, and the datapoints themselves. */
export function Results(props: Props) {
  const { run, dataset, state, filtered, range, preview, commit, isTrusted, tags } = props;
  const { data } = useLiveQuery(ExploreScoresDocument, firstScores(run, state));
  const first = data?.scores.nodes ?? [];
  return (
    <>
      <section className={`${page.card} ${styles.brush}`} aria-label="Distribution of scores">
        {filtered ? (
          <ScoreBrush bins={filtered.bins} range={range} preview={preview} commit={commit} />
        ) : (
          <div className={styles.brushSpace} aria-busy="true" />
        )}
      </section>
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
        <FirstResults run={run} dataset={dataset} scores={first} />
      )}
    </>
  );
}

/** The server's first page of the list, before the columns are in the browser. */
function FirstResults({
  run,
  dataset,
  scores,
}: Pick<Props, 'run' | 'dataset'> & { scores: readonly Score[] }) {
  return (
    <div className={styles.frame}>
      <ol className={styles.first} aria-label="Datapoints">
        {scores.map((score, place) => (
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
  );
}
