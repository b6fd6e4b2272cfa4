import type { Metadata } from 'next';
import { parseExperimentsState } from '../../src/address/experiments-state.ts';
import { ComparableRunsDocument } from '../../src/features/compare/compare-documents.ts';
import { ExperimentsDocument } from '../../src/features/experiments/found/experiments-document.ts';
import { ExperimentsPage } from '../../src/features/experiments/experiments-page.tsx';
import { GraphqlPage } from '../../src/graphql/graphql-page.tsx';
import { pageRequest, prefetch } from '../../src/graphql/prefetch.ts';
import { searchParams, type PageSearch } from '../../src/address/search-params.ts';

export const metadata: Metadata = { title: 'Experiments' };

export default async function Page({ searchParams: search }: { searchParams: PageSearch }) {
  const { dataset } = parseExperimentsState(await searchParams(search));
  const ssr = await prefetch([
    pageRequest(ExperimentsDocument, { dataset }),
    pageRequest(ComparableRunsDocument, { dataset }),
  ]);
  return (
    <GraphqlPage ssr={ssr}>
      <ExperimentsPage />
    </GraphqlPage>
  );
}
