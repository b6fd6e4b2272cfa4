import { graphql, type VariablesOf } from '../../../graphql/graphql.ts';

/** The scores from one upwards and downwards, itself among them. Both in the order of the ranking: the API breaks ties by ascending index in either direction. */
export const RankStepsDocument = graphql(`
  query RankSteps($above: ScoreFilter!, $below: ScoreFilter!, $count: Int!) {
    above: scores(last: $count, filter: $above, orderBy: { field: VALUE, direction: DESC }) {
      nodes {
        id
        datapoint {
          id
          index
        }
      }
    }
    below: scores(first: $count, filter: $below, orderBy: { field: VALUE, direction: DESC }) {
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

/** Enough to find a datapoint among others of the same score, but for unusual runs. */
const looked = 10;

export const rankStepsVariables = (run: string, value: number): VariablesOf<typeof RankStepsDocument> => ({
  above: { run, value: { gte: value } },
  below: { run, value: { lte: value } },
  count: looked,
});
