import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { AmbiguousRun } from '../../../../src/components/ambiguous-address.tsx';
import { parseExploreState } from '../../../../src/address/explore-state.ts';
import { ExplorePage } from '../../../../src/features/explore/explore-page.tsx';
import { loadExplorer } from '../../../../src/features/explore/load-explorer.ts';
import { resolveRunIds } from '../../../../src/features/run/resolve-run-ids.ts';
import { GraphqlPage } from '../../../../src/graphql/graphql-page.tsx';
import { exploreAddress, shortRunId } from '../../../../src/address/run-address.ts';
import { searchParams, type PageSearch } from '../../../../src/address/search-params.ts';

export const metadata: Metadata = { title: 'Explore' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: PageSearch;
}

export default async function Page({ params, searchParams: search }: Props) {
  const id = shortRunId(decodeURIComponent((await params).id));
  const resolved = await resolveRunIds([id], await searchParams(search), ['agree', 'against']);
  if (resolved && 'problem' in resolved) return <AmbiguousRun problem={resolved.problem} />;
  if (resolved) redirect(exploreAddress(resolved.path[0]!) + resolved.search);
  const { ssr, isUnknown } = await loadExplorer(id, parseExploreState(await searchParams(search)));
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={id} ssr={ssr}>
      <ExplorePage id={id} />
    </GraphqlPage>
  );
}
