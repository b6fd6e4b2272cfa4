import { graphql } from '../../graphql/graphql.ts';

/** Whether an experiment has results, its whole id, and the runs that they rest on. */
export const ExperimentStatusDocument = graphql(`
  query ExperimentStatus($id: ID!) {
    experiment(id: $id) {
      id
      status
      runs {
        id
      }
    }
  }
`);
