import { graphql, type ResultOf } from '../../../graphql/graphql.ts';

/** How far a run is, whenever that changes. */
export const RunProgressDocument = graphql(`
  subscription RunProgress($id: ID!) {
    runProgress(id: $id) {
      status
      phase
      fraction
      etaSeconds
      message
    }
  }
`);

export type StreamedProgress = ResultOf<typeof RunProgressDocument>['runProgress'];
