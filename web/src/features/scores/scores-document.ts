import { graphql } from '../../graphql/graphql.ts';
import { ScoreFragment } from './score-fragment.ts';

/** A page of the scores that pass a filter. */
export const ScoresDocument = graphql(
  `
    query Scores(
      $filter: ScoreFilter!
      $orderBy: ScoreOrder
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      scores(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
        totalCount
        nodes {
          ...ScoreParts
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  `,
  [ScoreFragment],
);

export const scoresPageSize = 25;
