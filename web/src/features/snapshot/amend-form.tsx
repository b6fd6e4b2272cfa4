'use client';

import { useId, useState } from 'react';
import { useClient } from 'urql';
import { useMayAnnotate } from '../notes/annotator.tsx';
import { useAttempt } from '../notes/use-attempt.ts';
import { problemOf } from '../notes/problem-of.ts';
import { AuthorsField, citationOf, LicenseField } from './citation-fields.tsx';
import { AmendSnapshotDocument, type SnapshotData } from './snapshot-documents.ts';
import styles from './snapshot.module.css';

/** Adds authors or a licence that a snapshot lacks; nothing where it has both, or the reader may not write. */
export function AmendForm({ snapshot: { hash, authors, license } }: { snapshot: SnapshotData }) {
  const [givenAuthors, setAuthors] = useState('');
  const [givenLicense, setLicense] = useState('');
  const { attempt, isBusy, problem } = useAttempt();
  const client = useClient();
  const mayAnnotate = useMayAnnotate();
  const problemId = useId();
  const lacks = { authors: authors.length === 0, license: (license ?? null) === null };
  if (!mayAnnotate || !(lacks.authors || lacks.license)) return null;
  const amend = async (): Promise<string | null> => {
    const variables = { hash, ...citationOf(givenAuthors, givenLicense) };
    const { data, error } = await client.mutation(AmendSnapshotDocument, variables).toPromise();
    return data && !error ? null : problemOf(error);
  };
  return (
    <form
      className={`${styles.form} ${styles.screenOnly}`}
      aria-label="What the citation lacks"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void attempt(amend);
      }}
    >
      {lacks.authors ? <AuthorsField value={givenAuthors} set={setAuthors} {...{ problemId }} /> : null}
      {lacks.license ? <LicenseField value={givenLicense} set={setLicense} {...{ problemId }} /> : null}
      <button
        type="submit"
        className={styles.button}
        disabled={isBusy || (givenAuthors.trim() === '' && givenLicense.trim() === '')}
      >
        Add to the citation
      </button>
      <p id={problemId} className={styles.problem} role={problem ? 'alert' : undefined}>
        {problem}
      </p>
    </form>
  );
}
