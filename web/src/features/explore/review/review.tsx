'use client';

import type { ExploreState } from '../../../address/explore-state.ts';
import { tagsAt } from '../../../columns/tag-column.ts';
import { KeysDialog } from '../../../components/dialog/keys-dialog.tsx';
import page from '../../../components/page.module.css';
import type { Score } from '../../scores/score-fragment.ts';
import { ScoreGrid } from '../results/score-grid.tsx';
import type { Filtered } from '../use-filtered.ts';
import type { Tags } from '../use-tags.ts';
import { ReviewBar } from './review-bar.tsx';
import { reviewKeys } from './review-keys.ts';
import { TagDialog } from './tag-dialog.tsx';
import { useDownload } from './use-download.ts';
import { useReview } from './use-review.ts';
import styles from '../explore.module.css';

interface Props {
  run: string;
  dataset: string;
  indices: Int32Array;
  roleOf: Filtered['roleOf'];
  first: readonly Score[];
  state: Pick<ExploreState, 'view' | 'order' | 'size'>;
  change: (change: Partial<ExploreState>) => void;
  tags: Tags;
}

/** The datapoints that pass, gone through by key: moved among, selected, tagged. */
export function Review({ run, dataset, indices, roleOf, first, state, change, tags }: Props) {
  const review = useReview(indices);
  const { download, isBusy } = useDownload(run, `${dataset}-${run.slice(0, 8)}-scores.csv`);
  const save = async (): Promise<void> =>
    review.announce((await download(review.shown.length > 0 ? review.shown : indices)) ?? '');
  return (
    <>
      <ReviewBar
        mayAnnotate={review.mayAnnotate}
        shownCount={indices.length}
        selectedCount={review.shown.length}
        tag={review.tag}
        selectAll={review.selectAll}
        clear={review.clear}
        download={() => void save()}
        isDownloading={isBusy}
        showKeys={() => review.setAreKeysShown(true)}
        announcement={review.announcement}
      />
      {indices.length === 0 ? (
        <p className={`${page.card} ${styles.none}`}>
          No datapoint passes all filters. Widen one of them, or press “Show all”.
        </p>
      ) : (
        <ScoreGrid
          ref={review.grid}
          run={run}
          dataset={dataset}
          indices={indices}
          first={first}
          view={state.view}
          size={state.size}
          order={state.order}
          setOrder={(order) => change({ order })}
          roleOf={roleOf}
          tagsOf={(index) => tagsAt(tags.uses ?? [], index)}
          selected={review.selected}
          select={review.select}
        />
      )}
      {review.areKeysShown ? (
        <KeysDialog keys={reviewKeys} closed={() => review.setAreKeysShown(false)} />
      ) : null}
      {review.tagged ? (
        <TagDialog dataset={dataset} indices={review.tagged} tags={tags} closed={review.closeTags} />
      ) : null}
    </>
  );
}
