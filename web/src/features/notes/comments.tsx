'use client';

import { useId, useRef, useState } from 'react';
import {
  AddCommentDocument,
  EditCommentDocument,
  RemoveCommentDocument,
  type DatapointComment,
} from './notes-documents.ts';
import { useMayAnnotate } from './annotator.tsx';
import { CommentForm } from './comment-form.tsx';
import { CommentItem, type CommentChanges } from './comment-item.tsx';
import { useAnnotate } from './use-annotate.ts';
import { useAttempt, type Attempt } from './use-attempt.ts';
import { useAuthor } from './use-author.ts';
import { useEditedComments } from './use-edited-comments.ts';
import styles from './notes.module.css';

interface Props {
  /** Id of the datapoint. */
  id: string;
  /** The newest last. */
  comments: readonly DatapointComment[];
  /** Asks for them again. */
  refresh: () => void;
}

/** What people wrote about a datapoint, and a form to write more. */
export function Comments({ id, comments, refresh }: Props) {
  const { attempt, isBusy, problem } = useAttempt();
  const [announcement, setAnnouncement] = useState('');
  const problemId = useId();
  const place = useRef<HTMLDivElement>(null);
  const annotate = useAnnotate();
  const mayAnnotate = useMayAnnotate();
  const [author] = useAuthor();
  const change = async (send: Attempt, message: string): Promise<boolean> => {
    const isDone = await attempt(send);
    if (isDone) setAnnouncement(message);
    // What was refused may have met what somebody else did in the meantime.
    refresh();
    return isDone;
  };
  /** Sent twice, it would be there twice. */
  const add = async (text: string, name: string): Promise<boolean> =>
    !isBusy &&
    change(() => annotate(AddCommentDocument, { datapoint: id, text, author: name }), 'Comment added.');
  const changesOf = (comment: string, isRemoved: boolean): CommentChanges => ({
    edit: (text, was) =>
      isRemoved
        ? add(text, author)
        : change(() => annotate(EditCommentDocument, { id: comment, text, was }), 'Comment changed.'),
    remove: async (was) => {
      const isDone = await change(
        () => annotate(RemoveCommentDocument, { id: comment, was }),
        'Comment removed.',
      );
      if (isDone) place.current?.focus();
      return isDone;
    },
  });
  return (
    <div ref={place} className={styles.editor} tabIndex={-1}>
      <CommentList
        comments={comments}
        mayAnnotate={mayAnnotate}
        changesOf={changesOf}
        onRemovedLeft={() => place.current?.focus()}
      />
      {mayAnnotate ? <CommentForm problemId={problem === null ? undefined : problemId} add={add} /> : null}
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
    </div>
  );
}

interface ListProps {
  comments: readonly DatapointComment[];
  mayAnnotate: boolean;
  changesOf: (id: string, isRemoved: boolean) => CommentChanges;
  /** Is told when the editing of one ends that somebody else removed: its field is gone. */
  onRemovedLeft: () => void;
}

function CommentList({ comments, mayAnnotate, changesOf, onRemovedLeft }: ListProps) {
  const [shown, setEditing] = useEditedComments(comments);
  if (shown.length === 0)
    return (
      <p className={styles.none}>
        No comments yet.{mayAnnotate ? ' Write what is unusual about it, for the next reader.' : ''}
      </p>
    );
  return (
    <ol className={styles.comments} aria-label="Comments">
      {shown.map(({ comment, isRemoved }) => (
        <CommentItem
          key={comment.id}
          comment={comment}
          changes={mayAnnotate && comment.mayChange ? changesOf(comment.id, isRemoved) : null}
          isRemoved={isRemoved}
          onEditing={(isEditing) => {
            setEditing(comment, isEditing);
            if (isRemoved) onRemovedLeft();
          }}
        />
      ))}
    </ol>
  );
}
