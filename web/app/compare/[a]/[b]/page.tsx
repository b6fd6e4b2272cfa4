import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { pairAddress } from '../../../../src/address/compare-address.ts';
import { AmbiguousRun } from '../../../../src/components/ambiguous-address.tsx';
import { loadPair } from '../../../../src/features/pair/load-pair.ts';
import { PairPage } from '../../../../src/features/pair/pair-page.tsx';
import { resolveRunIds } from '../../../../src/features/run/resolve-run-ids.ts';
import { GraphqlPage } from '../../../../src/graphql/graphql-page.tsx';
import { searchParams, type PageSearch } from '../../../../src/address/search-params.ts';

interface Props {
  params: Promise<{ a: string; b: string }>;
  searchParams: PageSearch;
}

async function load({ params, searchParams: search }: Props) {
  const { a, b } = await params;
  const [from, to] = [decodeURIComponent(a), decodeURIComponent(b)];
  return { a: from, b: to, ...(await loadPair(from, to, String(await searchParams(search)))) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { title } = await load(props);
  return { title: title ?? 'Two runs compared' };
}

export default async function Page(props: Props) {
  const names = await props.params;
  const resolved = await resolveRunIds(
    [decodeURIComponent(names.a), decodeURIComponent(names.b)],
    await searchParams(props.searchParams),
  );
  if (resolved && 'problem' in resolved) return <AmbiguousRun problem={resolved.problem} />;
  if (resolved) redirect(pairAddress(resolved.path[0]!, resolved.path[1]!) + resolved.search);
  const { a, b, ssr, isUnknown } = await load(props);
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={`${a} ${b}`} ssr={ssr}>
      <PairPage a={a} b={b} />
    </GraphqlPage>
  );
}
