import { graphql, type ResultOf } from '../../../graphql/graphql.ts';
import { NamedRunParts } from '../../../graphql/run-fragments.ts';

/** Units that are shown. */
const unitsShown = 20;

/** What the measure of a run found beside one score a datapoint; each list is empty where it has nothing of the kind. */
export const FindingsDocument = graphql(
  `
    query Findings($id: ID!, $units: Int) {
      run(id: $id) {
        id
        layers {
          layer
          mean
          low
          high
          relativeMean
          count
        }
        units(first: $units) {
          encoder
          layer
          unit
          selectivity
          trainedOn
          datapoint {
            id
            index
            imageUrl
            text
            class {
              id
              name
            }
          }
        }
        correlations {
          count
          spearman
          low
          high
          run {
            ...NamedRunParts
            measure
            isProxy
          }
        }
      }
    }
  `,
  [NamedRunParts],
);

export const findingsVariables = (id: string) => ({ id, units: unitsShown });

export type Findings = NonNullable<ResultOf<typeof FindingsDocument>['run']>;
export type Correlation = Findings['correlations'][number];
export type Layer = Findings['layers'][number];
export type Unit = Findings['units'][number];
