import { graphql } from '../../graphql/graphql.ts';

export const CancelRunDocument = graphql(`
  mutation CancelRun($id: ID!) {
    cancelRun(id: $id) {
      run {
        id
        status
      }
    }
  }
`);

export const CancelExperimentDocument = graphql(`
  mutation CancelExperiment($id: ID!) {
    cancelExperiment(id: $id) {
      experiment {
        id
        status
      }
    }
  }
`);
