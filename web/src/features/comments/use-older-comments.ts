import type { Client, CombinedError } from '@urql/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useReportFailure } from '../../graphql/failures.tsx';
import { CommentListDocument, firstComments, type CommentPage } from './comments-document.ts';

/** So many pages from a cursor on; `after` is where the next begins, null where none does. */
async function load(
  client: Client,
  after: string | null,
  pages: number,
): Promise<{ comments: CommentPage['nodes']; after: string | null; error: CombinedError | undefined }> {
  const comments: CommentPage['nodes'] = [];
  for (let page = 0; page < pages && after !== null; page++) {
    const { data, error } = await client
      .query(CommentListDocument, { ...firstComments(null), after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (!data) return { comments, after, error };
    comments.push(...data.comments.nodes);
    after = nextOf(data.comments);
  }
  return { comments, after, error: undefined };
}

const nextOf = ({ pageInfo }: CommentPage): string | null =>
  pageInfo.hasNextPage ? pageInfo.endCursor : null;

/**
 * The comments after the newest, as many pages as were asked for, and `more` to ask for another; without it there are no more. With each
 * answer for the newest all are loaded again: they begin where that ends, and what was changed in them is seen.
 */
export function useOlderComments(newest: CommentPage | undefined, isStale: boolean) {
  const client = useClient();
  const report = useReportFailure();
  const [pages, setPages] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const [older, setOlder] = useState<Awaited<ReturnType<typeof load>> | null>(null);
  const first = newest ? nextOf(newest) : null;
  useEffect(() => {
    if (isStale || pages === 0) return;
    let isLeft = false;
    void load(client, first, pages).then((loaded) => {
      if (isLeft) return;
      const { error } = loaded;
      report('older', error ? { error, retry: () => setAttempt((count) => count + 1) } : null);
      if (!error) setOlder(loaded);
    });
    return () => {
      isLeft = true;
    };
  }, [client, report, first, isStale, pages, attempt]);
  const after = older ? older.after : first;
  return {
    older: older?.comments ?? [],
    more: after === null ? undefined : () => setPages((count) => count + 1),
  };
}
