import { graphql, type ResultOf } from '../../../graphql/graphql.ts';

/** The newest experiments, with what they found. */
export const ExperimentsDocument = graphql(`
  query Experiments($dataset: String) {
    experiments(dataset: $dataset, first: 10) {
      totalCount
      nodes {
        id
        kind
        name
        status
        createdAt
        error
        runs {
          id
          name
        }
        progress {
          phase
          fraction
          etaSeconds
          message
        }
        statements {
          claim
          estimate
          low
          high
          confidence
          verdict
          reason
          source
        }
        series {
          key
          name
          x {
            label
            unit
            categories
          }
          y {
            label
            unit
          }
          points {
            x
            y
            low
            high
            n
          }
        }
      }
    }
  }
`);

export type FoundExperiment = ResultOf<typeof ExperimentsDocument>['experiments']['nodes'][number];
export type FoundStatement = FoundExperiment['statements'][number];
