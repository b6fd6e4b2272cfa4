'use client';

import { useId, useState } from 'react';
import { useClient } from 'urql';
import { useAttempt } from '../notes/use-attempt.ts';
import { problemOf } from '../notes/problem-of.ts';
import { AuthorsField, CitationField, citationOf, LicenseField } from './citation-fields.tsx';
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
    const variables = {
      ...{ runs: [...runs], experiments: [...experiments], title },
      ...citationOf(authors, license),
    };
    const { data, error } = await client.mutation(CreateSnapshotDocument, variables).toPromise();
    if (!data || error) return problemOf(error);
    made(data.createSnapshot.snapshot.hash);
    return null;
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void attempt(create);
      }}
    >
      <CitationField label="Title" isFirst value={title} set={setTitle} {...{ problemId }} />
      <AuthorsField value={authors} set={setAuthors} {...{ problemId }} />
      <LicenseField value={license} set={setLicense} {...{ problemId }} />
      <button type="submit" className={styles.button} disabled={isBusy || title.trim() === ''}>
        Publish as a snapshot
      </button>
      <p id={problemId} className={styles.problem} role={problem ? 'alert' : undefined}>
        {problem}
      </p>
    </form>
  );
}
