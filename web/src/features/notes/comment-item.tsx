import { useState } from 'react';
import { Cross } from '../../components/cross.tsx';
import type { DatapointComment } from './notes-documents.ts';
import styles from './notes.module.css';

interface Props {
  comment: DatapointComment;
  /** undefined for who may not. */
  remove: (() => void) | undefined;
}

/** The name that they gave, and the token that they used. */
export const writerOf = ({ author, maker }: { author: string | null; maker: string | null }): string =>
  maker === null ? (author ?? 'Anonymous') : author === null ? maker : `${author} (${maker})`;

/** A comment with its writer and time; it is removed by a second press, since nothing brings it back. */
export function CommentItem({ comment, remove }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <li>
      <p>{comment.text}</p>
      <small>
        {writerOf(comment)},{' '}
        <time dateTime={comment.createdAt}>{comment.createdAt.slice(0, 16).replace('T', ' ')} UTC</time>
      </small>
      {remove && !isAsking ? (
        <button
          type="button"
          className={styles.cross}
          aria-label={`Remove the comment “${comment.text.slice(0, 40)}”`}
          onClick={() => setIsAsking(true)}
        >
          <Cross />
        </button>
      ) : null}
      {remove && isAsking ? (
        <div className={styles.ask}>
          <span>Remove it for everybody?</span>
          <button type="button" onClick={remove}>
            Remove
          </button>
          <button type="button" autoFocus onClick={() => setIsAsking(false)}>
            Cancel
          </button>
        </div>
      ) : null}
    </li>
  );
}
