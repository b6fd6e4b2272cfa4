import { leastAgreeing, type ExploreState } from '../../address/explore-state.ts';
import type { VariablesOf } from '../../graphql/graphql.ts';
import { orderBy } from '../../address/score-orders.ts';
import { firstShown, type ExploreScoresDocument } from './explore-documents.ts';

type Variables = VariablesOf<typeof ExploreScoresDocument>;

/** The first of what a state shows, asked of the API: what the server draws before the columns are in the browser. */
export function firstScores(run: string, state: ExploreState): Variables {
  const { classes, from, to, percentile, stable, fdr, agree, top, tags, roles, identifiable } = state;
  return {
    filter: {
      run,
      ...(classes.length > 0 && { classes: [...classes] }),
      ...((from !== null || to !== null) && { value: { gte: from, lte: to } }),
      ...(percentile !== null && { percentile: { gte: percentile } }),
      ...(stable !== null && { topFraction: { gte: stable } }),
      ...(fdr !== null && { fdr: { lte: fdr } }),
      ...(tags.length > 0 && { tags: [...tags] }),
      ...(roles.length > 0 && { roles: [...roles] }),
      ...(identifiable.length === 1 && { identifiable: identifiable[0] === 'yes' }),
      ...(agree.length > 0 && {
        agreement: { runs: [run, ...agree], topPercent: top, minRuns: leastAgreeing(state) },
      }),
    },
    orderBy: orderBy[state.order],
    first: firstShown,
  };
}
