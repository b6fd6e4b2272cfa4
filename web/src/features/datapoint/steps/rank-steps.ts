import type { ResultOf } from '../../../graphql/graphql.ts';
import type { RankStepsDocument } from './rank-steps-document.ts';

/** Indices of the datapoints before and after one in the ranking of a run; null at its ends. */
export function rankSteps(
  data: ResultOf<typeof RankStepsDocument> | undefined,
  index: number,
): { previous: number | null; next: number | null } {
  const beside = (nodes: readonly { datapoint: { index: number } }[] = [], step: -1 | 1): number | null => {
    const at = nodes.findIndex(({ datapoint }) => datapoint.index === index);
    return at < 0 ? null : (nodes[at + step]?.datapoint.index ?? null);
  };
  return { previous: beside(data?.above.nodes, -1), next: beside(data?.below.nodes, 1) };
}
