'use client';

import { useRef, useState } from 'react';
import type { ExploreState } from '../../../address/explore-state.ts';
import { KeysDialog } from '../../../components/dialog/keys-dialog.tsx';
import page from '../../../components/page.module.css';
import { useShortcuts } from '../../../components/dialog/use-shortcuts.ts';
import { useMayAnnotate } from '../../notes/annotator.tsx';
import type { Score } from '../../scores/score-fragment.ts';
import { pickedShown, togglePicked } from './picked.ts';
import { ReviewBar } from './review-bar.tsx';
import { reviewKeys } from './review-keys.ts';
import { ScoreGrid, type GridHandle } from '../results/score-grid.tsx';
import { tagsAt } from '../../../columns/tag-column.ts';
import { TagDialog } from './tag-dialog.tsx';
import type { Selection } from '../use-selection.ts';
import type { Tags } from '../use-tags.ts';
import styles from '../explore.module.css';

interface Props {
  run: string;
  dataset: string;
  indices: Int32Array;
  roleOf: Selection['roleOf'];
  first: readonly Score[];
  state: Pick<ExploreState, 'view' | 'order'>;
  change: (change: Partial<ExploreState>) => void;
  tags: Tags;
}

const none: ReadonlySet<number> = new Set();

/** The datapoints that pass, gone through by key: moved among, selected, tagged. */
export function Review({ run, dataset, indices, roleOf, first, state, change, tags }: Props) {
  const grid = useRef<GridHandle>(null);
  const [picked, setPicked] = useState(none);
  const [tagged, setTagged] = useState<readonly number[] | null>(null);
  const [areKeysShown, setAreKeysShown] = useState(false);
  const [said, setSaid] = useState('');
  const mayAnnotate = useMayAnnotate();
  const shown = pickedShown(picked, indices);
  const pick = (index: number): void => {
    setSaid('');
    setPicked((before) => togglePicked(before, index));
  };
  const tag = (): void => {
    const focused = grid.current?.focused() ?? null;
    if (shown.length > 0) setTagged(shown);
    else if (focused !== null) setTagged([focused]);
    else setSaid('Go to a datapoint first: press j.');
  };
  const clear = (): void => {
    setSaid('');
    setPicked(none);
  };
  useShortcuts({
    j: () => grid.current?.step(1),
    k: () => grid.current?.step(-1),
    x: () => {
      const focused = grid.current?.focused() ?? null;
      if (!mayAnnotate) return;
      if (focused === null) setSaid('Go to a datapoint first: press j.');
      else pick(focused);
    },
    t: tag,
    Escape: clear,
    '/': toFilters,
    '?': () => setAreKeysShown(true),
  });
  return (
    <>
      <ReviewBar
        mayAnnotate={mayAnnotate}
        pickedCount={shown.length}
        tag={tag}
        clear={clear}
        showKeys={() => setAreKeysShown(true)}
        said={said}
      />
      {indices.length === 0 ? (
        <p className={`${page.card} ${styles.none}`}>
          No datapoint passes all filters. Widen one of them, or press “Show all”.
        </p>
      ) : (
        <ScoreGrid
          ref={grid}
          run={run}
          dataset={dataset}
          indices={indices}
          first={first}
          view={state.view}
          order={state.order}
          setOrder={(order) => change({ order })}
          roleOf={roleOf}
          tagsOf={(index) => tagsAt(tags.uses ?? [], index)}
          picked={picked}
          pick={mayAnnotate ? pick : undefined}
        />
      )}
      {areKeysShown ? <KeysDialog keys={reviewKeys} closed={() => setAreKeysShown(false)} /> : null}
      {tagged ? (
        <TagDialog
          dataset={dataset}
          indices={tagged}
          tags={tags}
          closed={() => {
            setTagged(null);
            // Filtered by tags, the datapoint may be gone from the list, and the focus with it.
            if (document.activeElement === document.body && indices.length > 0) grid.current?.comeBack();
          }}
        />
      ) : null}
    </>
  );
}

/** To the first of the filters, which a phone may have folded. */
function toFilters(): void {
  const filters = document.querySelector<HTMLElement>('search');
  const fold = filters?.closest('details');
  if (fold) fold.open = true;
  filters?.querySelector<HTMLElement>('input')?.focus();
}
