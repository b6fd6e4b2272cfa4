import { defaultFdr } from '@engram/core';
import { graphql, type VariablesOf } from '../../../graphql/graphql.ts';
import { toScoreFilter, type RunState } from '../../../address/url-state.ts';

/** How many datapoints of the run, or of what the filters leave, are memorized at the default rate, and how many were tested. */
export const MemorizedDocument = graphql(`
  query Memorized($memorized: ScoreFilter!, $tested: ScoreFilter!) {
    memorized: scores(filter: $memorized, first: 1) {
      totalCount
    }
    tested: scores(filter: $tested, first: 1) {
      totalCount
    }
  }
`);

export interface Memorized {
  /** null while they are being counted. */
  count: number | null;
  tested: number | null;
  /** Whether only what the filters leave is counted. */
  isPart: boolean;
  /** Why none was tested. */
  reason: string;
}

export function memorizedVariables(run: string, state: RunState): VariablesOf<typeof MemorizedDocument> {
  const own = toScoreFilter(run, state);
  return { memorized: { ...own, fdr: { lte: defaultFdr } }, tested: { ...own, fdr: { lte: 1 } } };
}
