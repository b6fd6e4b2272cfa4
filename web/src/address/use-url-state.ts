'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';

/**
 * A page's state, read from the URL; each change becomes an entry of the history. A copy is kept for what is drawn at once, since
 * the router learns of a change a moment later.
 * @param parse and the other two must not change between two renders
 * @param applied the state after a change; its parts in place of those before where it is left out
 */
export function useUrlState<State>(
  parse: (params: URLSearchParams) => State,
  toSearch: (state: State) => string,
  applied: (before: State, change: Partial<State>) => State = merged,
): [State, (change: Partial<State>) => void] {
  const known = useSearchParams().toString();
  const [seen, setSeen] = useState(known);
  const [search, setSearch] = useState(known);
  if (known !== seen) {
    setSeen(known);
    setSearch(window.location.search);
  }
  // Where a link is followed, the router draws first and writes the address afterwards.
  useEffect(() => {
    const { search: written } = window.location;
    setSearch((before) => (isSame(before, written) ? before : written));
  }, [known]);
  const change = useCallback(
    (part: Partial<State>) => {
      const before = parse(new URLSearchParams(window.location.search));
      const next = toSearch(applied(before, part));
      if (next === toSearch(before)) return;
      window.history.pushState(null, '', `${window.location.pathname}${next}`);
      setSearch(next);
    },
    [parse, toSearch, applied],
  );
  return [useMemo(() => parse(new URLSearchParams(search)), [parse, search]), change];
}

const isSame = (a: string, b: string): boolean =>
  new URLSearchParams(a).toString() === new URLSearchParams(b).toString();

const merged = <State>(before: State, change: Partial<State>): State => ({ ...before, ...change });
