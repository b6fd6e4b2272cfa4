import type { Metadata } from 'next';
import { PolicyChoicesDocument } from '../../src/features/policy-views/policy-views-documents.ts';
import { PolicyViewsPage } from '../../src/features/policy-views/policy-views-page.tsx';
import { GraphqlPage } from '../../src/graphql/graphql-page.tsx';
import { pageRequest, prefetch } from '../../src/graphql/prefetch.ts';

export const metadata: Metadata = { title: 'Views' };

export default async function Page() {
  const ssr = await prefetch([pageRequest(PolicyChoicesDocument, {})]);
  return (
    <GraphqlPage ssr={ssr}>
      <PolicyViewsPage />
    </GraphqlPage>
  );
}
