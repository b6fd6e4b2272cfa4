import { ownAddress } from '../../base-path.ts';

/** Address of the picture of a policy's views, as the browser asks our own origin for it. */
export function policyViewsSource(imageUrl: string | null): string | null {
  const [, dataset, index, query] =
    /\/policy-views\/([0-9a-f-]{36})\/(\d+)\.png\?(.*)$/.exec(imageUrl ?? '') ?? [];
  return dataset && index && query ? ownAddress(`/api/policy-views/${dataset}/${index}?${query}`) : null;
}
