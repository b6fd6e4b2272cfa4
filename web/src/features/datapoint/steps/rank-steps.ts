import type { ResultOf } from '../../../graphql/graphql.ts';
import type { RankStepsDocument } from './rank-steps-document.ts';

/** Indices of the datapoints before and after one in the ranking of a run; null at its ends. */
export function rankSteps(data: ResultOf<typeof RankStepsDocument> | undefined): {
  previous: number | null;
  next: number | null;
} {
  const indexOf = (nodes: readonly { datapoint: { index: number } }[] = []): number | null =>
    nodes[0]?.datapoint.index ?? null;
  return { previous: indexOf(data?.above.nodes), next: indexOf(data?.below.nodes) };
}
