import { graphql, type ResultOf } from '../../../graphql/graphql.ts';
import { MeanParts } from '../../../graphql/run-fragments.ts';

/** The newest runs by which a configuration may have been repeated with other seeds. */
export const SeedRunsDocument = graphql(
  `
    query SeedRuns($dataset: String!, $method: String!, $first: Int!) {
      runs(dataset: $dataset, method: $method, status: SUCCEEDED, first: $first) {
        nodes {
          id
          name
          measure
          config
          codeVersion
          createdAt
          ensemble {
            id
            codeVersion
          }
          summary {
            ...MeanParts
          }
        }
      }
    }
  `,
  [MeanParts],
);

/** Of a dataset and method that are looked through. */
const looked = 100;

export const seedRunsVariables = (dataset: string, method: string) => ({ dataset, method, first: looked });

export type SeedRun = ResultOf<typeof SeedRunsDocument>['runs']['nodes'][number];
