'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { changeRunState, parseRunState, runStateToSearch, type RunState } from '../../address/url-state.ts';

export type ChangeRunState = (change: Partial<RunState>) => void;

const read = (search: string): RunState => parseRunState(new URLSearchParams(search));

/**
 * The state of the page, read from the URL; each change becomes an entry of the history. The router learns of a change a
 * moment later, so that a copy is kept for what is drawn at once, and each change starts from the address itself: two quick
 * clicks are two changes.
 */
export function useRunState(): [RunState, ChangeRunState] {
  const known = useSearchParams().toString();
  const [seen, setSeen] = useState(known);
  const [search, setSearch] = useState(known);
  if (known !== seen) {
    setSeen(known);
    setSearch(window.location.search);
  }
  const change = useCallback((part: Partial<RunState>) => {
    const before = read(window.location.search);
    const next = runStateToSearch(changeRunState(before, part));
    if (next === runStateToSearch(before)) return;
    window.history.pushState(null, '', `${window.location.pathname}${next}`);
    setSearch(next);
  }, []);
  return [useMemo(() => read(search), [search]), change];
}
