'use client';

import { useId, useState } from 'react';
import { useClient } from 'urql';
import { useAttempt } from '../notes/use-attempt.ts';
import { problemOf } from '../notes/use-annotate.ts';
import { CreateSnapshotDocument } from './snapshot-documents.ts';
import styles from './snapshot.module.css';

interface Props {
  runs: readonly string[];
  experiments: readonly string[];
  /** What the title is at first. */
  title: string;
  made: (hash: string) => void;
}

/** Makes a snapshot; scores that are published already give the one that there is. */
export function CiteForm({ runs, experiments, title: proposed, made }: Props) {
  const [title, setTitle] = useState(proposed);
  const [authors, setAuthors] = useState('');
  const [license, setLicense] = useState('');
  const { attempt, isBusy, problem } = useAttempt();
  const client = useClient();
  const problemId = useId();
  const create = async (): Promise<string | null> => {
    const names = authors.split(';').map((name) => name.trim());
    const variables = {
      runs: [...runs],
      experiments: [...experiments],
      title,
      authors: names.filter((name) => name !== ''),
      license: license.trim() === '' ? null : license.trim(),
    };
    const { data, error } = await client.mutation(CreateSnapshotDocument, variables).toPromise();
    if (!data || error) return problemOf(error);
    made(data.createSnapshot.snapshot.hash);
    return null;
  };
  const field = (label: string, value: string, set: (text: string) => void, placeholder = '') => (
    <label>
      <span>{label}</span>
      <input
        type="text"
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        data-field={label === 'Title' ? '' : undefined}
        aria-describedby={problemId}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void attempt(create);
      }}
    >
      {field('Title', title, setTitle)}
      {field('Authors, separated by ;', authors, setAuthors, 'Ada Lovelace (0000-0002-1825-0097); {A Group}')}
      {field('Licence (SPDX)', license, setLicense, 'CC-BY-4.0')}
      <button type="submit" className={styles.button} disabled={isBusy || title.trim() === ''}>
        Publish as a snapshot
      </button>
      <p id={problemId} className={styles.problem} role={problem ? 'alert' : undefined}>
        {problem}
      </p>
    </form>
  );
}
