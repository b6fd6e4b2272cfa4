import { graphql } from '../../graphql/graphql.ts';

/** Whether a run has scores, and its whole id. */
export const RunStatusDocument = graphql(`
  query RunStatus($run: ID!) {
    run(id: $run) {
      id
      status
    }
  }
`);
