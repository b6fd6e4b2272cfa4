import type { Metadata } from 'next';
import { parseCompareState } from '../../src/compare-state.ts';
import { ComparePage } from '../../src/features/compare/compare-page.tsx';
import { loadCompare } from '../../src/features/compare/load-compare.ts';
import { GraphqlPage } from '../../src/graphql/graphql-page.tsx';
import { searchParams, type PageSearch } from '../../src/search-params.ts';

export const metadata: Metadata = { title: 'Compare' };

export default async function Page({ searchParams: search }: { searchParams: PageSearch }) {
  const ssr = await loadCompare(parseCompareState(await searchParams(search)));
  return (
    <GraphqlPage ssr={ssr}>
      <ComparePage />
    </GraphqlPage>
  );
}
