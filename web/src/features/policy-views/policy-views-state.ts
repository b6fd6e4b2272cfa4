/** All that the page of views shows; it lives in the URL alone. */
export interface PolicyViewsState {
  /** Short name of the dataset; null = the first one. */
  dataset: string | null;
  /** Index of the datapoint. */
  index: number;
  /** Key of a built-in policy, or `{"operations": […]}` in JSON; null = the first built-in one for the dataset. */
  policy: string | null;
  count: ViewCount;
  seed: number;
}

export const viewCounts = [10, 20, 50] as const;
export type ViewCount = (typeof viewCounts)[number];

export const largestIndex = 2 ** 31 - 1;
export const largestSeed = 2 ** 32 - 1;

/** The whole number that a text stands for; null where it is none, or larger than `most`. */
export function parseWhole(text: string | null, most: number): number | null {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,10}$/.test(trimmed) && Number(trimmed) <= most ? Number(trimmed) : null;
}

export function parsePolicyViewsState(params: Pick<URLSearchParams, 'get'>): PolicyViewsState {
  const count = Number(params.get('count'));
  return {
    dataset: params.get('dataset') || null,
    index: parseWhole(params.get('index'), largestIndex) ?? 0,
    policy: params.get('policy') || null,
    count: viewCounts.find((known) => known === count) ?? viewCounts[0],
    seed: parseWhole(params.get('seed'), largestSeed) ?? 0,
  };
}

export function policyViewsStateToSearch({ dataset, index, policy, count, seed }: PolicyViewsState): string {
  const params = new URLSearchParams({
    ...(dataset !== null && { dataset }),
    ...(index > 0 && { index: String(index) }),
    ...(policy !== null && { policy }),
    ...(count !== viewCounts[0] && { count: String(count) }),
    ...(seed > 0 && { seed: String(seed) }),
  });
  return params.size === 0 ? '' : `?${params}`;
}

/** The page of the views of a datapoint. */
export const policyViewsAddress = (dataset: string, index: number): string =>
  `/views${policyViewsStateToSearch({ dataset, index, policy: null, count: viewCounts[0], seed: 0 })}`;
