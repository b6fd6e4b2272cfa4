import { graphql, type ResultOf } from '../../../graphql/graphql.ts';

/** The scores of a datapoint by every measure, one a measure. */
export const DatapointMeasuresDocument = graphql(`
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
          id
          name
          measure
          isProxy
          config
          configHash
          createdAt
          ensemble {
            id
          }
        }
      }
    }
  }
`);

export type MeasureScore = NonNullable<
  ResultOf<typeof DatapointMeasuresDocument>['datapoint']
>['scoresByMeasure'][number];
