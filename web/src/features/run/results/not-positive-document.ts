import { graphql, type VariablesOf } from '../../../graphql/graphql.ts';
import type { RunState } from '../../../address/url-state.ts';

/** How many datapoints of the chosen classes have a score of 0 or less. */
export const NotPositiveDocument = graphql(`
  query NotPositive($filter: ScoreFilter!) {
    scores(filter: $filter, first: 1) {
      totalCount
    }
  }
`);

export const notPositiveVariables = (
  run: string,
  { classes }: RunState,
): VariablesOf<typeof NotPositiveDocument> => ({
  filter: { run, classes: [...classes], value: { lte: 0 } },
});
