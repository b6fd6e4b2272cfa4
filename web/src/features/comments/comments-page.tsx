'use client';

import Link from 'next/link';
import { datapointAddress } from '../../address/datapoint-address.ts';
import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { CommentByline } from '../notes/comment-byline.tsx';
import { useLiveNotes } from '../notes/use-live-notes.ts';
import { CommentListDocument, firstComments, type ListedComment } from './comments-document.ts';
import { useOlderComments } from './use-older-comments.ts';
import styles from './comments-page.module.css';

/** What people wrote about datapoints of all datasets, the newest first. */
export function CommentsPage() {
  const { data, error, isStale } = useLiveNotes(CommentListDocument, firstComments(null), {});
  const newest = data?.comments;
  const { older, more } = useOlderComments(newest, isStale);
  // While the older are loaded anew, one may be in both: it is as the newest says.
  const shown = new Map((newest?.nodes ?? []).map((one) => [one.id, one]));
  for (const one of older) if (!shown.has(one.id)) shown.set(one.id, one);
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <h1>Comments</h1>
      <Trouble error={error} hasData={Boolean(newest)} />
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
      {more ? (
        <p className={styles.more}>
          <button type="button" onClick={more}>
            Show older comments
          </button>
        </p>
      ) : null}
    </main>
  );
}

function CommentEntry({ comment }: { comment: ListedComment }) {
  const { datapoint, text } = comment;
  const { dataset, index, imageUrl } = datapoint;
  return (
    <li className={page.card}>
      {datapoint.text === null ? <Thumbnail imageUrl={imageUrl} index={index} alt="" size={48} /> : null}
      <div>
        <Link href={datapointAddress(dataset.slug, index)} prefetch={false}>
          {dataset.name}, datapoint {index}
        </Link>
        <p>{text}</p>
        <small>
          <CommentByline comment={comment} />
          {datapoint.tags.length > 0 ? ` · tags: ${datapoint.tags.join(', ')}` : ''}
        </small>
      </div>
    </li>
  );
}
