import { graphql, type ResultOf } from '../../../graphql/graphql.ts';
import { ResultParts } from './result-fragment.ts';

/** What an experiment says of itself and of what it found. */
const FoundParts = graphql(
  `
    fragment FoundParts on Experiment @_unmask {
      id
      kind
      name
      status
      createdAt
      error
      runs {
        id
        name
        measure
        summary {
          meanScore
          meanAlignment {
            alignmentIn
            alignmentOut
          }
        }
      }
      progress {
        phase
        fraction
        etaSeconds
        message
      }
      ...ResultParts
    }
  `,
  [ResultParts],
);

/** The newest experiments, with what they found. */
export const ExperimentsDocument = graphql(
  `
    query Experiments($dataset: String) {
      experiments(dataset: $dataset, first: 10) {
        totalCount
        nodes {
          ...FoundParts
        }
      }
    }
  `,
  [FoundParts],
);

/** One experiment. */
export const ExperimentDocument = graphql(
  `
    query Experiment($id: ID!) {
      experiment(id: $id) {
        ...FoundParts
        config
        configHash
        codeVersion
        finishedAt
        datasets {
          id
          slug
        }
      }
    }
  `,
  [FoundParts],
);

export type FoundExperiment = ResultOf<typeof ExperimentsDocument>['experiments']['nodes'][number];
export type WholeExperiment = NonNullable<ResultOf<typeof ExperimentDocument>['experiment']>;
export type FoundStatement = FoundExperiment['statements'][number];
