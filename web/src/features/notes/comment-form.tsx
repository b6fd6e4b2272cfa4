'use client';

import { annotationLimits } from '@engram/core';
import { useState } from 'react';
import { useAuthor } from './use-author.ts';
import styles from './notes.module.css';

interface Props {
  /** Id of the element that says what is wrong with the comment; undefined when nothing is. */
  problemId: string | undefined;
  /** @returns whether the comment was added */
  add: (text: string, author: string) => Promise<boolean>;
}

/** A field to write a comment; the writer's name is remembered by this browser. */
export function CommentForm({ problemId, add }: Props) {
  const [text, setText] = useState('');
  const [author, setAuthor, remember] = useAuthor();
  const submit = async (): Promise<void> => {
    if (text.trim() === '') return;
    if (!(await add(text, author))) return;
    remember();
    setText('');
  };
  return (
    <form
      className={styles.write}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label>
        <span>Comment</span>
        <textarea
          rows={2}
          maxLength={annotationLimits.comment}
          value={text}
          data-field="comment"
          aria-invalid={problemId !== undefined}
          aria-describedby={problemId}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form!.requestSubmit();
          }}
        />
      </label>
      <div className={styles.field}>
        <label>
          <span>Your name (optional)</span>
          <input
            type="text"
            maxLength={annotationLimits.author}
            autoComplete="name"
            value={author}
            onChange={(event) => setAuthor(event.target.value)}
          />
        </label>
        <button type="submit">Add comment</button>
      </div>
    </form>
  );
}
