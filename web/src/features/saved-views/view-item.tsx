'use client';

import Link from 'next/link';
import { useState } from 'react';
import { annotationLimits } from '@engram/core';
import type { SavedView } from './saved-views-documents.ts';
import { viewWords } from './view-words.ts';
import styles from './saved-views.module.css';

/** Each says what went wrong, null when nothing did. */
interface Changes {
  rename: (name: string) => Promise<string | null>;
  replace: () => Promise<string | null>;
  remove: () => Promise<string | null>;
}

interface Props {
  view: SavedView;
  opened: () => void;
  /** null for who may not. */
  changes: Changes | null;
}

/** A saved view: its name opens it; what changes it asks first. */
export function ViewItem({ view, opened, changes }: Props) {
  const [asked, ask] = useState<keyof Changes | null>(null);
  const [name, setName] = useState(view.name);
  const [problem, setProblem] = useState<string | null>(null);
  const act = async (change: () => Promise<string | null>): Promise<void> => {
    const failed = await change();
    setProblem(failed);
    if (failed === null) ask(null);
  };
  const button = (which: keyof Changes, label: string) => (
    <button type="button" aria-label={`${label} ${view.name}`} onClick={() => ask(which)}>
      {label}
    </button>
  );
  const keep = (
    <button
      type="button"
      autoFocus={asked !== 'rename'}
      onClick={() => {
        ask(null);
        setProblem(null);
      }}
    >
      Keep
    </button>
  );
  return (
    <li>
      <Link href={view.address} onClick={opened} prefetch={false}>
        <span>{view.name}</span>
        <small>{viewWords(view.address)}</small>
      </Link>
      {changes && asked === null ? (
        <div className={styles.changes}>
          {button('rename', 'Rename')}
          {button('replace', 'Replace')}
          {button('remove', 'Delete')}
        </div>
      ) : null}
      {changes && asked === 'rename' ? (
        <form
          className={styles.ask}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '' || name.trim() === view.name) ask(null);
            else void act(() => changes.rename(name));
          }}
        >
          <input
            type="text"
            aria-label={`New name of ${view.name}`}
            autoFocus
            value={name}
            maxLength={annotationLimits.viewName}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit">Rename</button>
          {keep}
        </form>
      ) : null}
      {changes && (asked === 'replace' || asked === 'remove') ? (
        <div className={styles.ask} role="group" aria-label={`About ${view.name}`}>
          <span>
            {asked === 'remove'
              ? 'Delete it for everybody?'
              : 'Replace it, for everybody, by the page as it stands?'}
          </span>
          <button type="button" onClick={() => void act(changes[asked])}>
            {asked === 'remove' ? 'Delete' : 'Replace'}
          </button>
          {keep}
        </div>
      ) : null}
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
    </li>
  );
}
