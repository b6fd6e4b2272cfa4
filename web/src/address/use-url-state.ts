'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';

/**
 * A page's state, read from the URL; each change becomes an entry of the history. A copy is kept for what is drawn at once, since
 * the router learns of a change a moment later.
 * @param parse and `toSearch` must not change between two renders
 */
export function useUrlState<State>(
  parse: (params: URLSearchParams) => State,
  toSearch: (state: State) => string,
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
      const next = toSearch({ ...before, ...part });
      if (next === toSearch(before)) return;
      window.history.pushState(null, '', `${window.location.pathname}${next}`);
      setSearch(next);
    },
    [parse, toSearch],
  );
  return [useMemo(() => parse(new URLSearchParams(search)), [parse, search]), change];
}

const isSame = (a: string, b: string): boolean =>
  new URLSearchParams(a).toString() === new URLSearchParams(b).toString();
