import { useState } from 'react';
import { annotationLimits } from '@engram/core';
import styles from './notes.module.css';

interface Props {
  /** Name of the field. */
  label: string;
  /** The text as it is now: somebody else may change it while this one is written. */
  text: string;
  /** Whether somebody else removed the comment meanwhile: what is written then becomes a new one. */
  isRemoved: boolean;
  save: (text: string) => void;
  cancel: () => void;
}

/** The text of a comment in a field; Escape leaves it as it was. */
export function CommentEditor({ label, text, isRemoved, save, cancel }: Props) {
  const [changed, setChanged] = useState(text);
  const [first] = useState(text);
  return (
    <form
      className={`${styles.write} ${styles.edit}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.trim() !== '') save(changed);
      }}
    >
      <textarea
        rows={3}
        autoFocus
        aria-label={label}
        maxLength={annotationLimits.comment}
        value={changed}
        onChange={(event) => setChanged(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') cancel();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form!.requestSubmit();
        }}
      />
      <div role="status">
        {isRemoved ? (
          <span>Somebody removed this comment in the meantime; saving adds yours as a new one.</span>
        ) : text === first || text === changed.trim() ? null : (
          <>
            <span>Somebody changed this comment in the meantime; yours will replace:</span>
            <p>{text}</p>
          </>
        )}
      </div>
      <div className={styles.ask}>
        <button type="submit">Save</button>
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
