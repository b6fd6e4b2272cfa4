import { defaultFdr } from '@engram/core';
import { graphql, type VariablesOf } from '../../../graphql/graphql.ts';
import type { RunState } from '../../../address/url-state.ts';

/** How many datapoints of the run, or of the chosen classes, are memorized at the default rate, and how many were tested. */
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
  /** Whether only chosen classes are counted. */
  isPart: boolean;
  /** Why none was tested. */
  reason: string;
}

export function memorizedVariables(
  run: string,
  { classes }: Pick<RunState, 'classes'>,
): VariablesOf<typeof MemorizedDocument> {
  const own = { run, ...(classes.length > 0 && { classes: [...classes] }) };
  return { memorized: { ...own, fdr: { lte: defaultFdr } }, tested: { ...own, fdr: { lte: 1 } } };
}
