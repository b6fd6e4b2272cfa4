import { parseRunListState } from '../src/address/run-list-state.ts';
import { searchParams, type PageSearch } from '../src/address/search-params.ts';
import { GraphqlPage } from '../src/graphql/graphql-page.tsx';
import { pageRequest, prefetch } from '../src/graphql/prefetch.ts';
import { RunFacetsDocument, RunListDocument } from '../src/features/runs/run-list-document.ts';
import { firstRuns } from '../src/features/runs/first-runs.ts';
import { RunList } from '../src/features/runs/run-list.tsx';

export default async function Page({ searchParams: search }: { searchParams: PageSearch }) {
  const state = parseRunListState(await searchParams(search));
  const ssr = await prefetch([
    pageRequest(RunListDocument, firstRuns(state)),
    pageRequest(RunFacetsDocument, {}),
  ]);
  return (
    <GraphqlPage ssr={ssr}>
      <RunList />
    </GraphqlPage>
  );
}
