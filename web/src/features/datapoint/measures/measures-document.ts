import { graphql, type ResultOf } from '../../../graphql/graphql.ts';
import { NamedRunParts } from '../../../graphql/run-fragments.ts';

/** The scores of a datapoint by every measure, one a measure. */
export const DatapointMeasuresDocument = graphql(
  `
    query DatapointMeasures($dataset: String!, $index: Int!, $run: ID!) {
      datapoint(dataset: $dataset, index: $index) {
        id
        scoresByMeasure(run: $run) {
          id
          value
          low
          high
          percentile
          identifiable
          reason
          run {
            ...NamedRunParts
            measure
            isProxy
            correlations {
              spearman
              low
              high
              run {
                id
              }
            }
            ensemble {
              id
            }
          }
        }
      }
    }
  `,
  [NamedRunParts],
);

export type MeasureScore = NonNullable<
  ResultOf<typeof DatapointMeasuresDocument>['datapoint']
>['scoresByMeasure'][number];
