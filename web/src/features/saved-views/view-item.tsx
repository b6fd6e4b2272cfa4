'use client';

import Link from 'next/link';
import { useState } from 'react';
import { annotationLimits } from '@engram/core';
import { joinFacts } from '../../format.ts';
import { useAttempt } from '../notes/use-attempt.ts';
import type { SavedView } from './saved-views-documents.ts';
import type { ViewChanges } from './use-saved-views.ts';
import { viewLabel } from './view-label.ts';
import styles from './saved-views.module.css';

interface Props {
  view: SavedView;
  opened: () => void;
  /** null for readers who may not change it. */
  changes: ViewChanges | null;
}

/** A saved view: its name opens it; what changes it asks first. */
export function ViewItem({ view, opened, changes }: Props) {
  const [asked, ask] = useState<keyof ViewChanges | null>(null);
  const { attempt, problem, setProblem } = useAttempt();
  const cancel = (): void => {
    ask(null);
    setProblem(null);
  };
  const act = async (change: () => Promise<string | null>): Promise<void> => {
    if (await attempt(change)) ask(null);
  };
  const button = (which: keyof ViewChanges, label: string) => (
    <button type="button" aria-label={`${label} ${view.name}`} onClick={() => ask(which)}>
      {label}
    </button>
  );
  return (
    <li>
      <Link href={view.address} onClick={opened} prefetch={false}>
        <span>{view.name}</span>
        <small>
          {joinFacts(
            ...(view.runName === null ? [] : [view.runName]),
            viewLabel(view.address),
            ...(view.maker === null ? [] : [`by ${view.maker}`]),
          )}
        </small>
      </Link>
      {changes && asked === null ? (
        <div className={styles.changes}>
          {button('rename', 'Rename')}
          {button('replace', 'Replace')}
          {button('remove', 'Delete')}
        </div>
      ) : null}
      {changes && asked === 'rename' ? (
        <RenameForm view={view} rename={(name) => void act(() => changes.rename(name))} cancel={cancel} />
      ) : null}
      {changes && (asked === 'replace' || asked === 'remove') ? (
        <div className={styles.ask} role="group" aria-label={`About ${view.name}`}>
          <span>
            {asked === 'remove'
              ? 'Delete it for everybody?'
              : 'Replace it with the current page, for everybody?'}
          </span>
          <button type="button" onClick={() => void act(changes[asked])}>
            {asked === 'remove' ? 'Delete' : 'Replace'}
          </button>
          <button type="button" autoFocus onClick={cancel}>
            Cancel
          </button>
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

interface RenameProps {
  view: SavedView;
  rename: (name: string) => void;
  cancel: () => void;
}

function RenameForm({ view, rename, cancel }: RenameProps) {
  const [name, setName] = useState(view.name);
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '' || name.trim() === view.name) cancel();
        else rename(name);
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
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </form>
  );
}
