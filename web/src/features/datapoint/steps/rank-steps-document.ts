import { graphql, type VariablesOf } from '../../../graphql/graphql.ts';

/** The scores before and after one in the ranking of its run. The range of values lets an index lead there; the rank tells equal scores apart. */
export const RankStepsDocument = graphql(`
  query RankSteps($above: ScoreFilter!, $below: ScoreFilter!) {
    above: scores(last: 1, filter: $above, orderBy: { field: VALUE, direction: DESC }) {
      nodes {
        id
        datapoint {
          id
          index
        }
      }
    }
    below: scores(first: 1, filter: $below, orderBy: { field: VALUE, direction: DESC }) {
      nodes {
        id
        datapoint {
          id
          index
        }
      }
    }
  }
`);

export interface RankedScore {
  value: number;
  rank: number;
}

/** A score's place in the ranking; null where it has none. */
export const rankedScore = ({
  value,
  rank,
}: {
  value: number | null;
  rank: number | null;
}): RankedScore | null => (value === null || rank === null ? null : { value, rank });

export const rankStepsVariables = (
  run: string,
  { value, rank }: RankedScore,
): VariablesOf<typeof RankStepsDocument> => ({
  above: { run, value: { gte: value }, rank: { lte: rank - 1 } },
  below: { run, value: { lte: value }, rank: { gte: rank + 1 } },
});
