import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { NamedRunParts } from '../../graphql/run-fragments.ts';
import { ScoreFragment } from '../scores/score-fragment.ts';

/** Scores of the datapoints that are seen, or the first of an order before the columns are there. */
export const ExploreScoresDocument = graphql(
  `
    query ExploreScores($filter: ScoreFilter!, $orderBy: ScoreOrder, $first: Int!) {
      scores(filter: $filter, orderBy: $orderBy, first: $first) {
        nodes {
          ...ScoreParts
        }
      }
    }
  `,
  [ScoreFragment],
);

/** How many scores a filter leaves. */
export const ExploreCountDocument = graphql(`
  query ExploreCount($filter: ScoreFilter!) {
    scores(first: 1, filter: $filter) {
      totalCount
    }
  }
`);

/** The latent classes of a run, what is known of its map, and the other finished runs of its dataset. */
export const ExploreFacetsDocument = graphql(
  `
    query ExploreFacets($run: ID!, $dataset: String!) {
      run(id: $run) {
        id
        representationMap {
          projection
          datapointCount
        }
      }
      classSummaries(run: $run) {
        class {
          id
          index
          name
        }
      }
      runs(first: 20, dataset: $dataset, status: SUCCEEDED, isOfExperiment: false) {
        nodes {
          ...NamedRunParts
          method {
            id
            name
          }
        }
      }
      runsOfExperiments: runs(first: 20, dataset: $dataset, status: SUCCEEDED, isOfExperiment: true) {
        nodes {
          ...NamedRunParts
          method {
            id
            name
          }
        }
      }
    }
  `,
  [NamedRunParts],
);

export type FacetData = ResultOf<typeof ExploreFacetsDocument>;

/** Scores of the first grid, which the server draws. */
export const firstShown = 60;
