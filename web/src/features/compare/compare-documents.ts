import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { MeanParts, NamedRunParts } from '../../graphql/run-fragments.ts';

/** Runs that can be compared, newest first, and the datasets there are. */
export const ComparableRunsDocument = graphql(
  `
    query ComparableRuns($dataset: String) {
      datasets {
        id
        slug
        name
      }
      runs(dataset: $dataset, status: SUCCEEDED, first: 100) {
        totalCount
        nodes {
          ...NamedRunParts
          estimator
          measure
          encoderCount
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
          summary {
            ...MeanParts
          }
        }
      }
    }
  `,
  [MeanParts, NamedRunParts],
);

export type ComparableRun = ResultOf<typeof ComparableRunsDocument>['runs']['nodes'][number];

/** How far runs agree, pair by pair. */
export const AgreementDocument = graphql(`
  query Agreement($runs: [ID!]!, $top: Float) {
    agreement(runs: $runs, topPercent: $top) {
      k
      cells {
        a
        b
        k
        overlap
        chance
        kendallTau
        spearman
        count
        differingKeys
      }
    }
  }
`);

export type Agreement = ResultOf<typeof AgreementDocument>['agreement'];
export type AgreementCell = Agreement['cells'][number];
