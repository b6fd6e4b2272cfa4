import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { AmbiguousRun } from '../../../../src/components/ambiguous-address.tsx';
import { parseExploreState } from '../../../../src/address/explore-state.ts';
import { ExplorePage } from '../../../../src/features/explore/explore-page.tsx';
import { loadExplorer } from '../../../../src/features/explore/load-explorer.ts';
import { loadRunAlone } from '../../../../src/features/run/load-run.ts';
import { resolveRunIds } from '../../../../src/features/run/resolve-run-ids.ts';
import { GraphqlPage } from '../../../../src/graphql/graphql-page.tsx';
import { exploreAddress, shortRunId } from '../../../../src/address/run-address.ts';
import { searchParams, type PageSearch } from '../../../../src/address/search-params.ts';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: PageSearch;
}

const idOf = async ({ params }: Props): Promise<string> => shortRunId(decodeURIComponent((await params).id));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { run } = await loadRunAlone(await idOf(props));
  return { title: run ? `Explore ${run.name}` : 'Explore' };
}

export default async function Page(props: Props) {
  const id = await idOf(props);
  const search = await searchParams(props.searchParams);
  const resolved = await resolveRunIds([id], search, ['agree', 'against']);
  if (resolved && 'problem' in resolved) return <AmbiguousRun problem={resolved.problem} />;
  if (resolved) redirect(exploreAddress(resolved.path[0]!) + resolved.search);
  const { ssr, isUnknown } = await loadExplorer(id, parseExploreState(search));
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={id} ssr={ssr}>
      <ExplorePage id={id} />
    </GraphqlPage>
  );
}
