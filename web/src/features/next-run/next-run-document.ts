import { graphql } from '../../graphql/graphql.ts';

/** The runs of a dataset that are to publish scores: of those in training and of those that wait the oldest, whose turn is first. */
export const NextRunDocument = graphql(`
  query NextRun($dataset: String) {
    running: runs(last: 1, status: RUNNING, dataset: $dataset) {
      nodes {
        id
        name
      }
    }
    queued: runs(last: 1, status: QUEUED, dataset: $dataset) {
      nodes {
        id
        name
      }
    }
  }
`);
