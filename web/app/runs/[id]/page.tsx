import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RunPage } from '../../../src/features/run/run-page.tsx';
import { loadRun } from '../../../src/features/run/load-run.ts';
import { GraphqlPage } from '../../../src/graphql/graphql-page.tsx';
import { parseRunState } from '../../../src/url-state.ts';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function load({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const search = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
  );
  return { id, ...(await loadRun(id, runStateKey(search))) };
}

/** One text for one state, so that title and page share an answer of the API. */
const runStateKey = (search: URLSearchParams) => JSON.stringify(parseRunState(search));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { name } = await load(props);
  return { title: name ?? 'Run' };
}

export default async function Page(props: Props) {
  const { id, ssr, isUnknown } = await load(props);
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={id} ssr={ssr}>
      <RunPage id={id} />
    </GraphqlPage>
  );
}
