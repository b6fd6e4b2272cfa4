import { graphql, type VariablesOf } from '../../../graphql/graphql.ts';
import type { RunState } from '../../../address/url-state.ts';

/** The two alignment losses whose difference a score is, over the run or the chosen classes. */
export const MeanAlignmentDocument = graphql(`
  query MeanAlignment($filter: ScoreFilter!) {
    meanAlignment(filter: $filter) {
      alignmentIn
      alignmentOut
    }
  }
`);

export const meanAlignmentVariables = (
  run: string,
  { classes }: Pick<RunState, 'classes'>,
): VariablesOf<typeof MeanAlignmentDocument> => ({
  filter: { run, ...(classes.length > 0 && { classes: [...classes] }) },
});
