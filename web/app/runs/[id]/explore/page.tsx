import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { UnclearRun } from '../../../../src/components/unclear-run.tsx';
import { parseExploreState } from '../../../../src/address/explore-state.ts';
import { ExplorePage } from '../../../../src/features/explore/explore-page.tsx';
import { loadExplorer } from '../../../../src/features/explore/load-explorer.ts';
import { settleRunIds } from '../../../../src/features/run/settle-run-ids.ts';
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
  const settled = await settleRunIds([id], await searchParams(search), ['agree', 'against']);
  if (settled && 'problem' in settled) return <UnclearRun problem={settled.problem} />;
  if (settled) redirect(exploreAddress(settled.path[0]!) + settled.search);
  const { ssr, isUnknown } = await loadExplorer(id, parseExploreState(await searchParams(search)));
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={id} ssr={ssr}>
      <ExplorePage id={id} />
    </GraphqlPage>
  );
}
