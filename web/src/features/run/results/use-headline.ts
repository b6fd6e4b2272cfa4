'use client';

import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { hasRange, type RunState } from '../../../address/url-state.ts';
import { RangeNumbersDocument, rangeNumbersVariables } from '../../scores/range-documents.ts';
import { useClasses } from '../../scores/use-class-extremes.ts';
import { headlineOfClasses, headlineOfRange, headlineOfRun, type Headline } from './headline.ts';
import { NotPositiveDocument, notPositiveVariables } from './not-positive-document.ts';
import type { RunSummary } from '../run-document.ts';

/** The numbers of what the filters leave: they follow them, as everything below them does. */
export function useHeadline(id: string, state: RunState, summary: RunSummary, isImported: boolean): Headline {
  const isRanged = hasRange(state);
  const isNarrowed = state.classes.length > 0;
  const classes = useClasses(id, state.atypicalBy);
  const notPositive = usePartQuery(NotPositiveDocument, notPositiveVariables(id, state), {
    pause: !isNarrowed || isRanged,
  });
  const ranged = usePartQuery(RangeNumbersDocument, rangeNumbersVariables(id, state), { pause: !isRanged });
  if (isRanged) return headlineOfRange(state, classes, ranged.isStale ? undefined : ranged.data);
  if (!isNarrowed) return headlineOfRun(summary, isImported);
  const { data, isStale } = notPositive;
  return headlineOfClasses(state.classes, classes, isStale ? undefined : data?.scores.totalCount);
}
