import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { AmbiguousRun } from '../../../src/components/ambiguous-address.tsx';
import { RunPage } from '../../../src/features/run/run-page.tsx';
import { loadRun } from '../../../src/features/run/load-run.ts';
import { resolveRunIds } from '../../../src/features/run/resolve-run-ids.ts';
import { GraphqlPage } from '../../../src/graphql/graphql-page.tsx';
import { runAddress } from '../../../src/address/run-address.ts';
import { searchParams, type PageSearch } from '../../../src/address/search-params.ts';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: PageSearch;
}

async function load({ params, searchParams: search }: Props) {
  const id = decodeURIComponent((await params).id);
  return { id, ...(await loadRun(id, String(await searchParams(search)))) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { name } = await load(props);
  return { title: name ?? 'Run' };
}

export default async function Page(props: Props) {
  const name = decodeURIComponent((await props.params).id);
  const resolved = await resolveRunIds([name], await searchParams(props.searchParams));
  if (resolved && 'problem' in resolved) return <AmbiguousRun problem={resolved.problem} />;
  if (resolved) redirect(runAddress(resolved.path[0]!) + resolved.search);
  const { id, ssr, isUnknown } = await load(props);
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={id} ssr={ssr}>
      <RunPage id={id} />
    </GraphqlPage>
  );
}
