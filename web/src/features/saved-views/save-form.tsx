'use client';

import { annotationLimits, viewNameSchema } from '@engram/core';
import { useId, useState } from 'react';
import { useAttempt } from '../notes/use-attempt.ts';
import styles from './saved-views.module.css';

interface Props {
  /** Of the views there are. */
  names: readonly string[];
  /** Says what went wrong, null when nothing did. */
  save: (name: string, replace: boolean) => Promise<string | null>;
}

/** Saves the page as it stands under a name; under a name that is taken, only by a button that says so. */
export function SaveForm({ names, save }: Props) {
  const [text, setText] = useState('');
  const { attempt, isBusy, problem } = useAttempt();
  const problemId = useId();
  const name = viewNameSchema.safeParse(text).data;
  const isTaken = name !== undefined && names.includes(name);
  const submit = async (): Promise<void> => {
    if (isBusy || name === undefined) return;
    if (await attempt(() => save(name, isTaken))) setText('');
  };
  return (
    <form
      className={styles.save}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label>
        <span>Save this view as</span>
        <input
          type="text"
          value={text}
          maxLength={annotationLimits.viewName}
          autoComplete="off"
          data-field="view"
          aria-invalid={problem !== null}
          aria-describedby={problemId}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit">{isTaken ? 'Replace' : 'Save'}</button>
      <p
        id={problemId}
        className={problem ? styles.problem : styles.note}
        role={problem ? 'alert' : undefined}
      >
        {problem ?? (isTaken ? 'A view with this name exists; saving replaces it.' : '')}
      </p>
    </form>
  );
}
