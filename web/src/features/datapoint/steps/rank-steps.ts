import type { ResultOf } from '../../../graphql/graphql.ts';
import type { RankStepsDocument } from './rank-steps-document.ts';

/** Indices of the datapoints before and after one in the ranking of a run; null at its ends. */
export function rankSteps(
  data: ResultOf<typeof RankStepsDocument> | undefined,
  index: number,
): { previous: number | null; next: number | null } {
  const after = (nodes: readonly { datapoint: { index: number } }[] = []): number | null => {
    const at = nodes.findIndex(({ datapoint }) => datapoint.index === index);
    return at < 0 ? null : (nodes[at + 1]?.datapoint.index ?? null);
  };
  return { previous: after(data?.above.nodes), next: after(data?.below.nodes) };
}
