'use client';

import { useId, useState } from 'react';
import { Cross } from '../../components/cross.tsx';
import { formatCount } from '../../format.ts';
import { useMayAnnotate } from './annotator.tsx';
import styles from './notes.module.css';

export interface EditedTag {
  name: string;
  /** Of the datapoints being tagged, those that have it. */
  count: number;
}

interface Props {
  tags: readonly EditedTag[];
  /** Datapoints that are tagged together. */
  total: number;
  /** Tags to choose from while one types. */
  known: readonly string[];
  /** Says what went wrong, null when nothing did. */
  add: (names: string[]) => Promise<string | null>;
  remove: (name: string) => Promise<string | null>;
  /** When Enter is pressed in the empty field. */
  done?: () => void;
}

/** The tags of one or more datapoints, each with a button that takes it off, and a field for new ones. */
export function TagEditor({ tags, total, known, add, remove, done }: Props) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const listId = useId();
  const problemId = useId();
  const mayAnnotate = useMayAnnotate();
  const attempt = async (change: () => Promise<string | null>): Promise<boolean> => {
    setIsBusy(true);
    const failed = await change();
    setProblem(failed);
    setIsBusy(false);
    return failed === null;
  };
  const submit = async (): Promise<void> => {
    const names = text.split(',').filter((name) => name.trim() !== '');
    if (names.length === 0) return done?.();
    if (await attempt(() => add(names))) setText('');
  };
  return (
    <div className={styles.editor}>
      {tags.length > 0 ? (
        <ul className={styles.chips} aria-label="Tags">
          {tags.map(({ name, count }) => (
            <li key={name} className={styles.chip}>
              <span>
                {name}
                {count < total ? <small>{` ${formatCount(count)} of ${formatCount(total)}`}</small> : null}
              </span>
              {mayAnnotate ? (
                <button
                  type="button"
                  className={styles.cross}
                  aria-label={`Remove the tag ${name}`}
                  aria-disabled={isBusy}
                  onClick={() => void (isBusy || attempt(() => remove(name)))}
                >
                  <Cross />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.none}>
          No tags yet.{mayAnnotate ? ' Give it one, and the explorer finds it again by it.' : ''}
        </p>
      )}
      {mayAnnotate ? (
        <form
          className={styles.field}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy) void submit();
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
              aria-invalid={problem !== null}
              aria-describedby={problem === null ? undefined : problemId}
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
      ) : null}
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
    </div>
  );
}
