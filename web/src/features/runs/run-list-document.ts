import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { MeanParts, NamedRunParts } from '../../graphql/run-fragments.ts';

/** The runs, newest first, with what a list says about each. */
export const RunListDocument = graphql(
  `
    query RunList(
      $first: Int
      $after: String
      $search: String
      $dataset: String
      $method: String
      $status: RunStatus
      $tag: String
      $includeArchived: Boolean
      $isOfExperiment: Boolean
    ) {
      runs(
        first: $first
        after: $after
        search: $search
        dataset: $dataset
        method: $method
        status: $status
        tag: $tag
        includeArchived: $includeArchived
        isOfExperiment: $isOfExperiment
      ) {
        totalCount
        nodes {
          ...NamedRunParts
          status
          error
          estimator
          measure
          encoderCount
          scoredCount
          tags
          archivedAt
          scoreHistogram(bins: 24) {
            edges
            counts
          }
          mostMemorized(first: 4) {
            id
            datapoint {
              id
              index
              imageUrl
            }
          }
          dataset {
            id
            slug
            name
          }
          method {
            id
            key
            name
          }
          progress {
            phase
            fraction
            etaSeconds
            message
          }
          summary {
            ...MeanParts
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      ofExperiments: runs(
        first: 1
        search: $search
        dataset: $dataset
        method: $method
        status: $status
        tag: $tag
        includeArchived: $includeArchived
        isOfExperiment: true
      ) {
        totalCount
      }
    }
  `,
  [MeanParts, NamedRunParts],
);

/** What the list can be narrowed to. */
export const RunFacetsDocument = graphql(`
  query RunFacets {
    datasets {
      id
      slug
      name
    }
    methods {
      id
      key
      name
    }
    runTags {
      name
      count
    }
  }
`);

export type ListedRun = ResultOf<typeof RunListDocument>['runs']['nodes'][number];
