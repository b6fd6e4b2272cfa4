import { graphql, type ResultOf } from '../../graphql/graphql.ts';

/** The runs, newest first, with what a list says about each. */
export const RunListDocument = graphql(`
  query RunList($first: Int, $after: String) {
    runs(first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        status
        error
        estimator
        encoderCount
        scoredCount
        createdAt
        dataset {
          slug
          name
        }
        method {
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
          meanScore
          interval {
            low
            high
          }
          spearmanBrown
          ranking
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type ListedRun = ResultOf<typeof RunListDocument>['runs']['nodes'][number];
