import { graphql, type ResultOf } from '../../../graphql/graphql.ts';

/** Other runs of an ensemble that are shown. */
export const otherRunsShown = 20;

/** The encoders that a run measures, and the newest runs that measure them too; it may be among these. */
export const EnsembleDocument = graphql(`
  query Ensemble($id: ID!, $first: Int) {
    run(id: $id) {
      id
      ensemble {
        id
        hash
        config
        origin
        design
        encoderCount
        trainedCount
        checkpointCount
        sizeBytes
        method {
          id
          name
        }
        runs(first: $first) {
          id
          name
          status
          config
        }
      }
    }
  }
`);

export const ensembleVariables = (id: string) => ({ id, first: otherRunsShown + 1 });

export type Ensemble = NonNullable<ResultOf<typeof EnsembleDocument>['run']>['ensemble'];
