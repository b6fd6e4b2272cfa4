'use client';

import { useId, useState } from 'react';
import styles from './notes.module.css';

interface Props {
  /** Tags to choose from. */
  known: readonly string[];
  isBusy: boolean;
  /** Id of the element that says what is wrong with the tags; undefined when nothing is. */
  problemId: string | undefined;
  /** @returns whether the tags were added */
  add: (names: string[]) => Promise<boolean>;
  /** When Enter is pressed in the empty field. */
  done: (() => void) | undefined;
}

/** A field for new tags, several parted by commas, which suggests those in use. */
export function TagForm({ known, isBusy, problemId, add, done }: Props) {
  const [text, setText] = useState('');
  const listId = useId();
  const submit = async (): Promise<void> => {
    if (isBusy) return;
    const names = text.split(',').filter((name) => name.trim() !== '');
    if (names.length === 0) return done?.();
    if (await add(names)) setText('');
  };
  return (
    <form
      className={styles.field}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label>
        <span>Add a tag</span>
        <input
          type="text"
          list={listId}
          value={text}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-field="tag"
          aria-invalid={problemId !== undefined}
          aria-describedby={problemId}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <datalist id={listId}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <button type="submit">Tag</button>
    </form>
  );
}
