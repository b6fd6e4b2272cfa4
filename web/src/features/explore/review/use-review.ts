'use client';

import { annotationLimits } from '@engram/core';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useShortcuts } from '../../../components/dialog/use-shortcuts.ts';
import { useMayAnnotate } from '../../notes/annotator.tsx';
import type { GridHandle } from '../results/use-grid-focus.ts';
import { selectedShown, toggleSelected } from './selected.ts';

const none: ReadonlySet<number> = new Set();
const noFocus = 'Go to a datapoint first: press j.';

/**
 * What the keys of the explorer act on: the datapoints selected, those whose tags are open, and the list of keys.
 * @param indices indices of the datapoints in the list, in its order
 */
export function useReview(indices: Int32Array) {
  const grid = useRef<GridHandle>(null);
  const mayAnnotate = useMayAnnotate();
  const [selected, setSelected] = useState(none);
  const [tagged, setTagged] = useState<readonly number[] | null>(null);
  const [areKeysShown, setAreKeysShown] = useState(false);
  const [announcement, setAnnouncement] = useState('');
  const shown = selectedShown(selected, indices);
  const select = (index: number): void => {
    setAnnouncement('');
    setSelected((before) => toggleSelected(before, index));
  };
  /** As many of the list as may be tagged at once. */
  const selectAll = (): void => {
    setAnnouncement('');
    setSelected(new Set(indices.subarray(0, annotationLimits.datapointsAtOnce)));
  };
  const tag = (): void => {
    const focused = grid.current?.focused() ?? null;
    if (shown.length > 0) setTagged(shown);
    else if (focused !== null) setTagged([focused]);
    else setAnnouncement(noFocus);
  };
  const clear = (): void => {
    setAnnouncement('');
    setSelected(none);
  };
  useShortcuts({
    j: () => grid.current?.step(1),
    k: () => grid.current?.step(-1),
    x: () => {
      const focused = grid.current?.focused() ?? null;
      if (focused === null) setAnnouncement(noFocus);
      else select(focused);
    },
    a: selectAll,
    t: tag,
    Escape: clear,
    '/': toFilters,
    '?': () => setAreKeysShown(true),
  });
  return {
    grid,
    selected,
    /** Of those selected, what the list shows, in its order. */
    shown,
    select,
    selectAll,
    mayAnnotate,
    clear,
    /** What the last key did, when one cannot see it. */
    announcement,
    announce: setAnnouncement,
    tag,
    /** Indices of the datapoints whose tags are open; null when none are. */
    tagged,
    closeTags(): void {
      setTagged(null);
      // Filtered by tags, the datapoint may be gone from the list, and the focus with it.
      if (document.activeElement === document.body && indices.length > 0) grid.current?.comeBack();
    },
    areKeysShown,
    setAreKeysShown,
  };
}

/** To the first of the filters, which a phone may have closed. */
function toFilters(): void {
  const toggle = document.querySelector<HTMLElement>('[data-opens-filters=true]');
  if (toggle?.checkVisibility()) flushSync(() => toggle.click());
  document.querySelector<HTMLElement>('search input')?.focus();
}
