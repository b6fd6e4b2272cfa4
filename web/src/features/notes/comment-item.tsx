import { useState } from 'react';
import { Cross } from '../../components/cross.tsx';
import { CommentByline } from './comment-byline.tsx';
import { CommentEditor } from './comment-editor.tsx';
import type { DatapointComment } from './notes-documents.ts';
import styles from './notes.module.css';

/** What can be done to a comment; each says whether it was done. */
export interface CommentChanges {
  /** @param was the text that it replaces */
  edit: (text: string, was: string) => Promise<boolean>;
  /** @param was the text that is to go */
  remove: (was: string) => Promise<boolean>;
}

interface Props {
  comment: DatapointComment;
  /** null for who may not. */
  changes: CommentChanges | null;
  /** Whether it was removed while it is edited here. */
  isRemoved: boolean;
  /** Is told when its text is, and is no longer, edited. */
  onEditing: (isEditing: boolean) => void;
}

/** A comment with its writer and time, which can be edited; it is removed by a second press, since nothing brings it back. */
export function CommentItem({ comment, changes, isRemoved, onEditing }: Props) {
  const [asked, setAsked] = useState<keyof CommentChanges | null>(null);
  /** What was asked for before, whose button takes the focus back. */
  const [left, setLeft] = useState<keyof CommentChanges | null>(null);
  /** The text that they read who asked: somebody else may change it before they answer. */
  const [read, setRead] = useState('');
  const ask = (next: keyof CommentChanges | null): void => {
    setRead(comment.text);
    setLeft(asked);
    setAsked(next);
    if (asked === 'edit' || next === 'edit') onEditing(next === 'edit');
  };
  const { text } = comment;
  const start = text.slice(0, 40);
  const edit = async (changed: string): Promise<void> => {
    if ((changed.trim() === text && !isRemoved) || (await changes?.edit(changed, text))) ask(null);
  };
  const remove = async ({ remove: send }: CommentChanges): Promise<void> => {
    if (!(await send(read))) ask(null);
  };
  if (changes && asked === 'edit')
    return (
      <li>
        <CommentEditor
          label={`Text of the comment “${start}”`}
          text={text}
          isRemoved={isRemoved}
          save={(changed) => void edit(changed)}
          cancel={() => ask(null)}
        />
      </li>
    );
  return (
    <li>
      <p>{text}</p>
      <small>
        <CommentByline comment={comment} />
      </small>
      {changes && asked === null ? <ChangeButtons start={start} left={left} ask={ask} /> : null}
      {changes && asked === 'remove' ? (
        <RemovalQuestion remove={() => void remove(changes)} cancel={() => ask(null)} />
      ) : null}
    </li>
  );
}

interface ChangeButtonsProps {
  /** Of the comment. */
  start: string;
  /** Whose button takes the focus. */
  left: keyof CommentChanges | null;
  ask: (change: keyof CommentChanges) => void;
}

const ChangeButtons = ({ start, left, ask }: ChangeButtonsProps) => (
  <div className={styles.changes}>
    <button
      type="button"
      autoFocus={left === 'edit'}
      aria-label={`Edit the comment “${start}”`}
      onClick={() => ask('edit')}
    >
      Edit
    </button>
    <button
      type="button"
      className={styles.cross}
      autoFocus={left === 'remove'}
      aria-label={`Remove the comment “${start}”`}
      onClick={() => ask('remove')}
    >
      <Cross />
    </button>
  </div>
);

const RemovalQuestion = ({ remove, cancel }: { remove: () => void; cancel: () => void }) => (
  <div className={styles.ask}>
    <span>Remove it for everybody?</span>
    <button type="button" onClick={remove}>
      Remove
    </button>
    <button type="button" autoFocus onClick={cancel}>
      Cancel
    </button>
  </div>
);
