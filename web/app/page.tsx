import { GraphqlPage } from '../src/graphql/graphql-page.tsx';
import { pageRequest, prefetch } from '../src/graphql/prefetch.ts';
import { RunListDocument } from '../src/features/runs/run-list-document.ts';
import { firstRuns } from '../src/features/runs/first-runs.ts';
import { RunList } from '../src/features/runs/run-list.tsx';

export default async function Page() {
  const ssr = await prefetch([pageRequest(RunListDocument, firstRuns)]);
  return (
    <GraphqlPage ssr={ssr}>
      <RunList />
    </GraphqlPage>
  );
}
