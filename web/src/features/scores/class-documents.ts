import { leastTopFraction, type AtypicalCriterion } from '../../address/atypical-criteria.ts';
import { graphql, type ResultOf, type VariablesOf } from '../../graphql/graphql.ts';
import { ScoreFragment } from './score-fragment.ts';

/** Every latent class of a run with its mean score and its most typical and most atypical datapoints. */
export const ClassSummariesDocument = graphql(
  `
    query ClassSummaries($run: ID!, $first: Int!, $least: Float) {
      classSummaries(run: $run) {
        class {
          id
          index
          name
        }
        count
        mean
        low
        high
        typical(first: $first) {
          ...ScoreParts
        }
        atypical(first: $first, minTopFraction: $least) {
          ...ScoreParts
        }
      }
    }
  `,
  [ScoreFragment],
);

/**
 * The mean alignment losses of every latent class of a run. By itself, for it reads all scores of the run: only where they are
 * shown.
 */
export const ClassAlignmentDocument = graphql(`
  query ClassAlignment($run: ID!) {
    classSummaries(run: $run) {
      class {
        id
        index
      }
      meanAlignment {
        alignmentIn
        alignmentOut
      }
    }
  }
`);

export type ClassSummary = ResultOf<typeof ClassSummariesDocument>['classSummaries'][number];
/** Datapoints shown at each end of a class. */
export const extremesShown = 5;

export const classVariables = (
  run: string,
  atypicalBy: AtypicalCriterion,
): VariablesOf<typeof ClassSummariesDocument> => ({
  run,
  first: extremesShown,
  least: atypicalBy === 'stable' ? leastTopFraction : null,
});
