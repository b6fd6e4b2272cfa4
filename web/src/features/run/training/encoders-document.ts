import { graphql, type ResultOf } from '../../../graphql/graphql.ts';

/** Most encoders drawn; the API gives no more at once. */
export const encodersShown = 100;

/** How the training of a run's encoders went. */
export const EncodersDocument = graphql(`
  query Encoders($id: ID!, $first: Int) {
    run(id: $id) {
      id
      encoders(first: $first) {
        index
        finalLoss
        lossHistory
        alignmentHistory
        trainDurationMs
        scoreDurationMs
        engine
        trainedOnCount
      }
    }
  }
`);

export type TrainedEncoder = NonNullable<ResultOf<typeof EncodersDocument>['run']>['encoders'][number];
