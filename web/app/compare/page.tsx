import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { parseCompareState } from '../../src/address/compare-state.ts';
import { UnclearRun } from '../../src/components/unclear-run.tsx';
import { ComparePage } from '../../src/features/compare/compare-page.tsx';
import { loadCompare } from '../../src/features/compare/load-compare.ts';
import { settleRunIds } from '../../src/features/run/settle-run-ids.ts';
import { GraphqlPage } from '../../src/graphql/graphql-page.tsx';
import { searchParams, type PageSearch } from '../../src/address/search-params.ts';

export const metadata: Metadata = { title: 'Compare' };

export default async function Page({ searchParams: search }: { searchParams: PageSearch }) {
  const settled = await settleRunIds([], await searchParams(search), ['runs']);
  if (settled && 'problem' in settled) return <UnclearRun problem={settled.problem} />;
  if (settled) redirect(`/compare${settled.search}`);
  const ssr = await loadCompare(parseCompareState(await searchParams(search)));
  return (
    <GraphqlPage ssr={ssr}>
      <ComparePage />
    </GraphqlPage>
  );
}
