import type { SSRData } from '@urql/core';
import { dataOf, pageRequest, prefetch } from '../../graphql/prefetch.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { chosenPolicy } from './chosen-policy.ts';
import { PolicyChoicesDocument, PolicyViewsDocument } from './policy-views-documents.ts';
import type { PolicyViewsState } from './policy-views-state.ts';

/** Asks for all that the page of views shows at first. */
export async function loadPolicyViews({ dataset, ...state }: PolicyViewsState): Promise<SSRData> {
  const known = await prefetch([pageRequest(PolicyChoicesDocument, {})]);
  const [data] = dataOf(known) as ResultOf<typeof PolicyChoicesDocument>[];
  const chosen = data?.datasets.find(({ slug }) => dataset === null || slug === dataset);
  if (!chosen) return known;
  const { index, count, seed } = state;
  const policy = chosenPolicy(chosen, state.policy);
  const views = await prefetch([
    pageRequest(PolicyViewsDocument, { ...{ dataset: chosen.slug, index, policy, count, seed } }),
  ]);
  return { ...known, ...views };
}
