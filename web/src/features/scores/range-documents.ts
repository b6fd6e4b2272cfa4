import { leastTopFraction } from '../../address/atypical-criteria.ts';
import { toScoreFilter, type RunState } from '../../address/url-state.ts';
import { graphql, type VariablesOf } from '../../graphql/graphql.ts';
import { extremesShown } from './class-documents.ts';
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

/** A class within a range of scores: its numbers and its two ends. */
export const ClassRangeDocument = graphql(
  `
    query ClassRange($filter: ScoreFilter!, $stable: ScoreFilter!, $first: Int!) {
      typical: scores(first: $first, filter: $filter, orderBy: { field: VALUE, direction: ASC }) {
        totalCount
        meanValue
        nodes {
          ...ScoreParts
        }
      }
      atypical: scores(first: $first, filter: $stable, orderBy: { field: VALUE, direction: DESC }) {
        nodes {
          ...ScoreParts
        }
      }
      meanAlignment(filter: $filter) {
        alignmentIn
        alignmentOut
      }
    }
  `,
  [ScoreFragment],
);

/** @param isStable whether only stable datapoints count as atypical */
export function classRangeVariables(
  run: string,
  state: RunState,
  { index, isStable }: { index: number; isStable: boolean },
): VariablesOf<typeof ClassRangeDocument> {
  const filter = toScoreFilter(run, { ...state, classes: [index] });
  const stable = isStable ? { ...filter, topFraction: { gte: leastTopFraction } } : filter;
  return { filter, stable, first: extremesShown };
}
