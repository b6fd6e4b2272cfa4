import type { Metadata } from 'next';
import { WorkersPage } from '../../src/features/workers/workers-page.tsx';
import { WorkersDocument } from '../../src/features/workers/workers-document.ts';
import { GraphqlPage } from '../../src/graphql/graphql-page.tsx';
import { pageRequest, prefetch } from '../../src/graphql/prefetch.ts';

export const metadata: Metadata = { title: 'Workers' };

export default async function Page() {
  const ssr = await prefetch([pageRequest(WorkersDocument, {})]);
  return (
    <GraphqlPage ssr={ssr}>
      <WorkersPage />
    </GraphqlPage>
  );
}
