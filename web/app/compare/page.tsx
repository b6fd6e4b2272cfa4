import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { parseCompareState } from '../../src/address/compare-state.ts';
import { AmbiguousRun } from '../../src/components/ambiguous-address.tsx';
import { ComparePage } from '../../src/features/compare/compare-page.tsx';
import { loadCompare } from '../../src/features/compare/load-compare.ts';
import { resolveRunIds } from '../../src/features/run/resolve-run-ids.ts';
import { GraphqlPage } from '../../src/graphql/graphql-page.tsx';
import { searchParams, type PageSearch } from '../../src/address/search-params.ts';

export const metadata: Metadata = { title: 'Compare' };

export default async function Page({ searchParams: search }: { searchParams: PageSearch }) {
  const resolved = await resolveRunIds([], await searchParams(search), ['runs']);
  if (resolved && 'problem' in resolved) return <AmbiguousRun problem={resolved.problem} />;
  if (resolved) redirect(`/compare${resolved.search}`);
  const ssr = await loadCompare(parseCompareState(await searchParams(search)));
  return (
    <GraphqlPage ssr={ssr}>
      <ComparePage />
    </GraphqlPage>
  );
}
