'use client';

import { annotationLimits } from '@engram/core';
import { useId, useState } from 'react';
import { AddCommentDocument, RemoveCommentDocument, type DatapointComment } from './notes-documents.ts';
import { useMayAnnotate } from './annotator.tsx';
import { CommentItem } from './comment-item.tsx';
import { useAnnotate } from './use-annotate.ts';
import { useAuthor } from './use-author.ts';
import styles from './notes.module.css';

interface Props {
  /** Id of the datapoint. */
  id: string;
  /** The newest last. */
  comments: readonly DatapointComment[];
  /** Asks for them again. */
  refresh: () => void;
}

/** What people wrote about a datapoint, and a field to write more; the writer's name is remembered by this browser. */
export function Comments({ id, comments, refresh }: Props) {
  const [text, setText] = useState('');
  const [author, setAuthor, remember] = useAuthor();
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const problemId = useId();
  const annotate = useAnnotate();
  const mayAnnotate = useMayAnnotate();
  const attempt = async (change: () => Promise<string | null>, words: string): Promise<boolean> => {
    setIsBusy(true);
    const failed = await change();
    setIsBusy(false);
    setProblem(failed);
    if (failed !== null) return false;
    setSaid(words);
    refresh();
    return true;
  };
  const add = async (): Promise<void> => {
    const write = () => annotate(AddCommentDocument, { datapoint: id, text, author });
    if (!(await attempt(write, 'Comment added.'))) return;
    remember();
    setText('');
  };
  const remove = (comment: DatapointComment) =>
    attempt(() => annotate(RemoveCommentDocument, { id: comment.id }), 'Comment removed.');

  return (
    <div className={styles.editor}>
      {comments.length > 0 ? (
        <ol className={styles.comments} aria-label="Comments">
          {comments.map((comment) => (
            <CommentItem
              key={comment.id}
              comment={comment}
              remove={mayAnnotate ? () => void remove(comment) : undefined}
            />
          ))}
        </ol>
      ) : (
        <p className={styles.none}>
          No comments yet.{mayAnnotate ? ' Write what is odd about it, for whoever looks next.' : ''}
        </p>
      )}
      {mayAnnotate ? (
        <form
          className={styles.write}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy && text.trim() !== '') void add();
          }}
        >
          <label>
            <span>Comment</span>
            <textarea
              rows={2}
              maxLength={annotationLimits.comment}
              value={text}
              data-field="comment"
              aria-invalid={problem !== null}
              aria-describedby={problem === null ? undefined : problemId}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
                  event.currentTarget.form!.requestSubmit();
              }}
            />
          </label>
          <div className={styles.field}>
            <label>
              <span>Your name, if you like</span>
              <input
                type="text"
                maxLength={annotationLimits.author}
                autoComplete="name"
                value={author}
                onChange={(event) => setAuthor(event.target.value)}
              />
            </label>
            <button type="submit">Write</button>
          </div>
        </form>
      ) : null}
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
