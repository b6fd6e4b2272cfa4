import type { Client, CombinedError } from '@urql/core';
import { useEffect, useRef, useState } from 'react';
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

/** After a load comes a pause of so many times its duration, so that a slow line is not filled with comments that hardly change. */
const pauseFactor = 5;

/**
 * The comments after the newest, as many pages as were asked for, and `more` to ask for another; without it there are no more. Answers for
 * the newest let all be loaded again, unless that is under way or was a moment ago: they begin where the newest end, and what was changed
 * in them is seen.
 */
export function useOlderComments(newest: CommentPage | undefined, isStale: boolean) {
  const client = useClient();
  const report = useReportFailure();
  const [pages, setPages] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const [older, setOlder] = useState<(Awaited<ReturnType<typeof load>> & { pages: number }) | null>(null);
  const isLoading = useRef(false);
  const notBeforeMs = useRef(0);
  const first = newest ? nextOf(newest) : null;
  useEffect(() => {
    if (pages === 0) return;
    let isLeft = false;
    const begunMs = performance.now();
    isLoading.current = true;
    void load(client, first, pages).then((loaded) => {
      if (isLeft) return;
      isLoading.current = false;
      notBeforeMs.current = performance.now() + pauseFactor * (performance.now() - begunMs);
      const { error } = loaded;
      report('older', error ? { error, retry: () => setAttempt((count) => count + 1) } : null);
      if (!error) setOlder({ ...loaded, pages });
    });
    return () => {
      isLeft = true;
    };
  }, [client, report, first, pages, attempt]);
  useEffect(() => {
    const isOwed = pages > 0 && !isStale && !isLoading.current;
    if (!isOwed || performance.now() < notBeforeMs.current) return;
    setAttempt((count) => count + 1);
  }, [isStale]);
  const after = older ? older.after : first;
  const shown = older?.pages ?? 0;
  const loadMore = () => {
    setPages(shown + 1);
    setAttempt((count) => count + 1);
  };
  return { older: older?.comments ?? [], more: after === null ? undefined : loadMore };
}
