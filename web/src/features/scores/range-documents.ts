import type { AtypicalCriterion } from '../../address/atypical-criteria.ts';
import { toScoreFilter, type RunState } from '../../address/url-state.ts';
import { graphql, type ResultOf, type VariablesOf } from '../../graphql/graphql.ts';
import { classVariables } from './class-documents.ts';
import { ScoreFragment } from './score-fragment.ts';

/** The numbers of the scores within a range: how many, how many of them are 0 or less, and their mean. */
export const RangeNumbersDocument = graphql(`
  query RangeNumbers($filter: ScoreFilter!, $notPositive: ScoreFilter!) {
    chosen: scores(first: 1, filter: $filter) {
      totalCount
      meanValue
    }
    notPositive: scores(first: 1, filter: $notPositive) {
      totalCount
    }
  }
`);

export function rangeNumbersVariables(
  run: string,
  state: RunState,
): VariablesOf<typeof RangeNumbersDocument> {
  const filter = toScoreFilter(run, state);
  return { filter, notPositive: { ...filter, and: [{ run, value: { lte: 0 } }] } };
}

/** Every latent class within a range of scores: its numbers and its two ends. */
export const ClassesWithinDocument = graphql(
  `
    query ClassesWithin($run: ID!, $value: FloatRange!, $first: Int!, $least: Float) {
      classSummaries(run: $run, value: $value) {
        class {
          id
          index
        }
        count
        mean
        meanAlignment {
          alignmentIn
          alignmentOut
        }
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

export type ClassWithin = ResultOf<typeof ClassesWithinDocument>['classSummaries'][number];

export const classesWithinVariables = (
  run: string,
  { from, to }: Pick<RunState, 'from' | 'to'>,
  atypicalBy: AtypicalCriterion,
): VariablesOf<typeof ClassesWithinDocument> => ({
  ...classVariables(run, atypicalBy),
  value: { gte: from, lte: to },
});
