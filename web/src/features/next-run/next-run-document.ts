import { graphql } from '../../graphql/graphql.ts';

/** The runs of a dataset that are to publish scores: the one that is being trained, and the next that waits. */
export const NextRunDocument = graphql(`
  query NextRun($dataset: String) {
    running: runs(first: 1, status: RUNNING, dataset: $dataset) {
      nodes {
        id
        name
      }
    }
    queued: runs(first: 1, status: QUEUED, dataset: $dataset) {
      nodes {
        id
        name
      }
    }
  }
`);
