import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { NamedRunParts } from '../../graphql/run-fragments.ts';

/** A datapoint with its scores in all runs of its dataset, the oldest run first. */
export const DatapointDocument = graphql(
  `
    query Datapoint($dataset: String!, $index: Int!) {
      datapoint(dataset: $dataset, index: $index) {
        id
        index
        contentHash
        imageUrl
        sourceId
        text
        class {
          id
          name
        }
        dataset {
          id
          slug
          name
          kind
        }
        scores {
          ...DatapointScore
        }
      }
    }

    fragment DatapointScore on Score @_unmask {
      id
      value
      alignmentIn
      alignmentOut
      low
      high
      confidence
      nIn
      nOut
      identifiable
      reason
      reasonCode
      role
      rank
      percentile
      topFraction
      run {
        measure
        isProxy
        ...NamedRunParts
        estimator
        codeVersion
        ensemble {
          id
          codeVersion
        }
        method {
          id
          key
          name
        }
        summary {
          identifiableCount
          ranking
          spearmanBrown
        }
      }
    }
  `,
  [NamedRunParts],
);

export type DatapointData = NonNullable<ResultOf<typeof DatapointDocument>['datapoint']>;
export type DatapointScore = DatapointData['scores'][number];

/** The views that a run scored a datapoint on. */
export const DatapointViewsDocument = graphql(`
  query DatapointViews($dataset: String!, $index: Int!, $run: ID!) {
    datapoint(dataset: $dataset, index: $index) {
      id
      views(run: $run) {
        count
        imageUrl
        width
        height
        imageReason
        distancesIn
        distancesOut
        distancesReason
      }
    }
  }
`);

export type Views = NonNullable<NonNullable<ResultOf<typeof DatapointViewsDocument>['datapoint']>['views']>;

/** What lies near a datapoint in the space of a run. */
export const DatapointNeighboursDocument = graphql(`
  query DatapointNeighbours($dataset: String!, $index: Int!, $run: ID!, $first: Int!) {
    datapoint(dataset: $dataset, index: $index) {
      id
      neighbours(run: $run, first: $first) {
        distance
        datapoint {
          id
          index
          imageUrl
          text
          class {
            id
            name
          }
          scores(runs: [$run]) {
            id
            value
            percentile
          }
        }
      }
    }
  }
`);

/** What a run measured of a datapoint under each encoder. */
export const EncoderValuesDocument = graphql(`
  query EncoderValues($dataset: String!, $index: Int!, $run: ID!) {
    datapoint(dataset: $dataset, index: $index) {
      id
      encoderValues(run: $run) {
        encoder
        isTrainedOnIt
        value
      }
    }
  }
`);

export const neighboursShown = 10;
