import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { AmbiguousRun } from '../../../../src/components/ambiguous-address.tsx';
import { parseDatapointState } from '../../../../src/address/datapoint-state.ts';
import { DatapointPage } from '../../../../src/features/datapoint/datapoint-page.tsx';
import { loadDatapoint } from '../../../../src/features/datapoint/load-datapoint.ts';
import { resolveRunIds } from '../../../../src/features/run/resolve-run-ids.ts';
import { GraphqlPage } from '../../../../src/graphql/graphql-page.tsx';
import { searchParams, type PageSearch } from '../../../../src/address/search-params.ts';

interface Props {
  params: Promise<{ dataset: string; index: string }>;
  searchParams: PageSearch;
}

async function load({ params, searchParams: search }: Props) {
  const given = await params;
  const dataset = decodeURIComponent(given.dataset);
  const index = /^(0|[1-9]\d{0,9})$/.test(given.index) ? Number(given.index) : Infinity;
  if (index > 0x7fffffff) notFound();
  const { run } = parseDatapointState(await searchParams(search));
  return { dataset, index, ...(await loadDatapoint(dataset, index, run)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { title } = await load(props);
  return { title };
}

export default async function Page(props: Props) {
  const named = await props.params;
  const resolved = await resolveRunIds([], await searchParams(props.searchParams), ['run']);
  if (resolved && 'problem' in resolved) return <AmbiguousRun problem={resolved.problem} />;
  if (resolved) redirect(`/datapoints/${named.dataset}/${named.index}${resolved.search}`);
  const { dataset, index, ssr, isUnknown } = await load(props);
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={`${dataset} ${index}`} ssr={ssr}>
      <DatapointPage dataset={dataset} index={index} />
    </GraphqlPage>
  );
}
