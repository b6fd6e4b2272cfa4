import { graphql, type VariablesOf } from '../../../graphql/graphql.ts';
import { toScoreFilter, type RunState } from '../../../address/url-state.ts';

/** The two alignment losses whose difference a score is, over the run or what the filters leave. */
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
  state: RunState,
): VariablesOf<typeof MeanAlignmentDocument> => ({ filter: toScoreFilter(run, state) });
