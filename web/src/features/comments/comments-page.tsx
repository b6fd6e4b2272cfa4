'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useClient } from 'urql';
import { datapointAddress } from '../../address/datapoint-address.ts';
import { ApiUnavailable } from '../../components/callout/api-unavailable.tsx';
import { ErrorCallout } from '../../components/callout/error-callout.tsx';
import page from '../../components/page.module.css';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { formatMoment } from '../../format.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useReportFailure } from '../../graphql/failures.tsx';
import { writerOf } from '../notes/comment-item.tsx';
import { useLiveNotes } from '../notes/use-live-notes.ts';
import { CommentListDocument, firstComments, type ListedComment } from './comments-document.ts';
import styles from './comments-page.module.css';

/** What people wrote about datapoints of all datasets, the newest first. */
export function CommentsPage() {
  const client = useClient();
  const { data, error } = useLiveNotes(CommentListDocument, firstComments(null), {});
  const report = useReportFailure();
  const [older, setOlder] = useState<{ nodes: ListedComment[]; after: string | null } | null>(null);
  const newest = data?.comments;
  const after = older ? older.after : newest?.pageInfo.hasNextPage ? newest.pageInfo.endCursor : null;
  const more = async (): Promise<void> => {
    const next = await client.query(CommentListDocument, { ...firstComments(null), after }).toPromise();
    report('older', next.error ? { error: next.error, retry: () => void more() } : null);
    if (!next.data) return;
    const { nodes, pageInfo } = next.data.comments;
    setOlder({
      nodes: [...(older?.nodes ?? []), ...nodes],
      after: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    });
  };
  // One that both have is as the newest says: it is followed.
  const shown = new Map((newest?.nodes ?? []).map((one) => [one.id, one]));
  for (const one of older?.nodes ?? []) if (!shown.has(one.id)) shown.set(one.id, one);
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <h1>Comments</h1>
      {isUnavailable(error) ? (
        <ApiUnavailable hasData={Boolean(newest)} />
      ) : error ? (
        <ErrorCallout error={error} />
      ) : null}
      {newest && shown.size === 0 ? (
        <p className={styles.none}>
          Nobody has written anything yet. Comments are written on the page of a datapoint.
        </p>
      ) : (
        <ol className={styles.list} aria-label="Comments" aria-busy={!newest}>
          {[...shown.values()].map((comment) => (
            <CommentEntry key={comment.id} comment={comment} />
          ))}
        </ol>
      )}
      {after === null ? null : (
        <p className={styles.more}>
          <button type="button" onClick={() => void more()}>
            Show older comments
          </button>
        </p>
      )}
    </main>
  );
}

function CommentEntry({ comment }: { comment: ListedComment }) {
  const { datapoint, text, createdAt, editedAt } = comment;
  const { dataset, index, imageUrl } = datapoint;
  return (
    <li className={page.card}>
      {datapoint.text === null ? <Thumbnail imageUrl={imageUrl} alt="" size={48} /> : null}
      <div>
        <Link href={datapointAddress(dataset.slug, index)} prefetch={false}>
          {dataset.name}, datapoint {index}
        </Link>
        <p>{text}</p>
        <small>
          {writerOf(comment)}, <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
          {editedAt === null ? null : (
            <>
              , edited <time dateTime={editedAt}>{formatMoment(editedAt)}</time>
            </>
          )}
          {datapoint.tags.length > 0 ? ` · tags: ${datapoint.tags.join(', ')}` : ''}
        </small>
      </div>
    </li>
  );
}
