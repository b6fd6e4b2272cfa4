import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { UnclearRun } from '../../../src/components/unclear-run.tsx';
import { RunPage } from '../../../src/features/run/run-page.tsx';
import { loadRun } from '../../../src/features/run/load-run.ts';
import { settleRunIds } from '../../../src/features/run/settle-run-ids.ts';
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
  const settled = await settleRunIds([name], await searchParams(props.searchParams));
  if (settled && 'problem' in settled) return <UnclearRun problem={settled.problem} />;
  if (settled) redirect(runAddress(settled.path[0]!) + settled.search);
  const { id, ssr, isUnknown } = await load(props);
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={id} ssr={ssr}>
      <RunPage id={id} />
    </GraphqlPage>
  );
}
