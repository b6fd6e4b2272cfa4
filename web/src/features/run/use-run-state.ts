'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { changeRunState, parseRunState, runStateToSearch, type RunState } from '../../url-state.ts';

export type ChangeRunState = (change: Partial<RunState>) => void;

/** The state of the page, read from the URL; each change becomes an entry of the history. */
export function useRunState(): [RunState, ChangeRunState] {
  const search = useSearchParams();
  const state = useMemo(() => parseRunState(search), [search]);
  const change = useCallback(
    (part: Partial<RunState>) => {
      const next = runStateToSearch(changeRunState(state, part));
      if (next === runStateToSearch(state)) return;
      window.history.pushState(null, '', `${window.location.pathname}${next}`);
    },
    [state],
  );
  return [state, change];
}
