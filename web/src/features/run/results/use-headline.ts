'use client';

import { usePartQuery } from '../../../graphql/use-part-query.ts';
import type { RunState } from '../../../address/url-state.ts';
import { useClasses } from '../../scores/use-class-extremes.ts';
import { headlineOfClasses, headlineOfRun, type Headline } from './headline.ts';
import { NotPositiveDocument, notPositiveVariables } from './not-positive-document.ts';
import type { RunSummary } from '../run-document.ts';

/** The numbers of what the class filter leaves: they follow it, as everything below it does. */
export function useHeadline(id: string, state: RunState, summary: RunSummary): Headline {
  const isNarrowed = state.classes.length > 0;
  const classes = useClasses(id, state.atypicalBy);
  const { data, isStale } = usePartQuery(NotPositiveDocument, notPositiveVariables(id, state), {
    pause: !isNarrowed,
  });
  if (!isNarrowed) return headlineOfRun(summary);
  return headlineOfClasses(state.classes, classes, isStale ? undefined : data?.scores.totalCount);
}
