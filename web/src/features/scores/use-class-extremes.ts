'use client';

import type { AtypicalCriterion } from '../../address/atypical-criteria.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { ClassSummariesDocument, classVariables, type ClassSummary } from './class-documents.ts';

export interface ClassExtremes {
  /** undefined while they are on their way. */
  summaries: readonly ClassSummary[] | undefined;
  /** What the atypical ones are: the highest scores, too, where no datapoint of the run is stably in the top. */
  shown: AtypicalCriterion;
  /** Whether others were asked for and are on their way. */
  isStale: boolean;
}

/** The classes of a run, as they were asked for; undefined while they are on their way. */
export const useClasses = (run: string, atypicalBy: AtypicalCriterion): readonly ClassSummary[] | undefined =>
  usePartQuery(ClassSummariesDocument, classVariables(run, atypicalBy)).data?.classSummaries;

/** The classes of a run with their most typical and most atypical datapoints. */
export function useClassExtremes(run: string, atypicalBy: AtypicalCriterion): ClassExtremes {
  const asked = usePartQuery(ClassSummariesDocument, classVariables(run, atypicalBy));
  const classes = asked.data?.classSummaries;
  const hasNone =
    atypicalBy === 'stable' &&
    Boolean(classes?.length) &&
    !classes?.some(({ atypical }) => atypical.length > 0);
  const highest = usePartQuery(ClassSummariesDocument, classVariables(run, 'highest'), { pause: !hasNone });
  return hasNone
    ? { summaries: highest.data?.classSummaries, shown: 'highest', isStale: highest.isStale }
    : { summaries: classes, shown: atypicalBy, isStale: asked.isStale };
}
