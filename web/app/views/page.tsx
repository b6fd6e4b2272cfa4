import type { Metadata } from 'next';
import { searchParams, type PageSearch } from '../../src/address/search-params.ts';
import { loadPolicyViews } from '../../src/features/policy-views/load-policy-views.ts';
import { PolicyViewsPage } from '../../src/features/policy-views/policy-views-page.tsx';
import { parsePolicyViewsState } from '../../src/features/policy-views/policy-views-state.ts';
import { GraphqlPage } from '../../src/graphql/graphql-page.tsx';

export const metadata: Metadata = { title: 'Views' };

export default async function Page({ searchParams: search }: { searchParams: PageSearch }) {
  const ssr = await loadPolicyViews(parsePolicyViewsState(await searchParams(search)));
  return (
    <GraphqlPage ssr={ssr}>
      <PolicyViewsPage />
    </GraphqlPage>
  );
}
