import type { Metadata } from 'next';
import { CommentListDocument, firstComments } from '../../src/features/comments/comments-document.ts';
import { CommentsPage } from '../../src/features/comments/comments-page.tsx';
import { GraphqlPage } from '../../src/graphql/graphql-page.tsx';
import { pageRequest, prefetch } from '../../src/graphql/prefetch.ts';

export const metadata: Metadata = { title: 'Comments' };

export default async function Page() {
  const ssr = await prefetch([pageRequest(CommentListDocument, firstComments(null))]);
  return (
    <GraphqlPage ssr={ssr}>
      <CommentsPage />
    </GraphqlPage>
  );
}
