import { useState } from 'react';
import { Cross } from '../../components/cross.tsx';
import { CommentEditor } from './comment-editor.tsx';
import type { DatapointComment } from './notes-documents.ts';
import styles from './notes.module.css';

/** What can be done to a comment; each says whether it was done. */
export interface CommentChanges {
  edit: (text: string) => Promise<boolean>;
  remove: () => Promise<boolean>;
}

interface Props {
  comment: DatapointComment;
  /** null for who may not. */
  changes: CommentChanges | null;
}

/** The name that they gave, and the token that they used. */
export const writerOf = ({ author, maker }: { author: string | null; maker: string | null }): string =>
  maker === null ? (author ?? 'Anonymous') : author === null ? maker : `${author} (${maker})`;

/** A comment with its writer and time, which can be edited; it is removed by a second press, since nothing brings it back. */
export function CommentItem({ comment, changes }: Props) {
  const [asked, ask] = useState<keyof CommentChanges | null>(null);
  const { text, createdAt, editedAt } = comment;
  const start = text.slice(0, 40);
  const edit = async (changed: string): Promise<void> => {
    if (changed.trim() === text || (await changes?.edit(changed))) ask(null);
  };
  if (changes && asked === 'edit')
    return (
      <li>
        <CommentEditor
          label={`Text of the comment “${start}”`}
          text={text}
          save={(changed) => void edit(changed)}
          cancel={() => ask(null)}
        />
      </li>
    );
  return (
    <li>
      <p>{text}</p>
      <small>
        {writerOf(comment)}, <Moment at={createdAt} />
        {editedAt === null ? null : (
          <>
            , edited <Moment at={editedAt} />
          </>
        )}
      </small>
      {changes && asked === null ? (
        <div className={styles.changes}>
          <button type="button" aria-label={`Edit the comment “${start}”`} onClick={() => ask('edit')}>
            Edit
          </button>
          <button
            type="button"
            className={styles.cross}
            aria-label={`Remove the comment “${start}”`}
            onClick={() => ask('remove')}
          >
            <Cross />
          </button>
        </div>
      ) : null}
      {changes && asked === 'remove' ? (
        <div className={styles.ask}>
          <span>Remove it for everybody?</span>
          <button type="button" onClick={() => void changes.remove()}>
            Remove
          </button>
          <button type="button" autoFocus onClick={() => ask(null)}>
            Cancel
          </button>
        </div>
      ) : null}
    </li>
  );
}

const Moment = ({ at }: { at: string }) => <time dateTime={at}>{at.slice(0, 16).replace('T', ' ')} UTC</time>;
