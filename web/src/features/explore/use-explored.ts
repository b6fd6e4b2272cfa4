'use client';

import type { ScoreArrays } from '@engram/core';
import { useMemo } from 'react';
import type { ExploreState } from '../../explore-state.ts';
import { countTops } from './agreement.ts';
import type { Explored } from './cross-filter.ts';
import { percentilesOf } from './percentiles.ts';

/** What the filters look at, once the columns of the run are there. */
export function useExplored(
  run: string,
  arrays: ReadonlyMap<string, ScoreArrays>,
  { agree, top }: Pick<ExploreState, 'agree' | 'top'>,
): Explored | null {
  const own = arrays.get(run);
  const percentile = useMemo(() => own && percentilesOf(own), [own]);
  const tops = useMemo(() => {
    const others = agree.map((id) => arrays.get(id));
    if (!own || others.length === 0 || others.includes(undefined)) return null;
    return countTops([own, ...(others as ScoreArrays[])], top);
  }, [own, arrays, agree, top]);
  return useMemo(() => (own && percentile ? { ...own, percentile, tops } : null), [own, percentile, tops]);
}
