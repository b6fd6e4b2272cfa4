import { graphql } from '../../../graphql/graphql.ts';
import { NamedRunParts } from '../../../graphql/run-fragments.ts';

/** The newest runs of a dataset that measured every layer. */
export const LayerRunsDocument = graphql(
  `
    query LayerRuns($dataset: String!, $first: Int!) {
      runs(dataset: $dataset, measure: "layer-alignment", status: SUCCEEDED, first: $first) {
        nodes {
          ...NamedRunParts
          method {
            id
            key
            name
          }
          layers {
            layer
            mean
            low
            high
            relativeMean
            count
          }
        }
      }
    }
  `,
  [NamedRunParts],
);

/** Of a dataset that are looked through. */
const looked = 20;

export const layerRunsVariables = (dataset: string) => ({ dataset, first: looked });
