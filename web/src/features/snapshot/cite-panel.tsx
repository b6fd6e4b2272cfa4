'use client';

import { useState } from 'react';
import { ErrorCallout } from '../../components/callout/error-callout.tsx';
import type { Selection } from '../../address/snapshot-address.ts';
import { isNarrowed } from '../../address/explore-state.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { ReadOnlyMessage, useMayAnnotate } from '../notes/annotator.tsx';
import { CiteForm } from './cite-form.tsx';
import { CitedSnapshot } from './cited-snapshot.tsx';
import { KnownSnapshot } from './known-snapshot.tsx';
import { SnapshotsOfRunDocument } from './snapshot-documents.ts';
import styles from './snapshot.module.css';

interface Props {
  runs: readonly string[];
  experiments?: readonly string[] | undefined;
  title: string;
  selection?: Selection | undefined;
}

/** Snapshots that are looked at, newest first, for one that holds the same runs. */
const snapshotsTried = 10;

/** The snapshots that hold these runs, a form that makes one, and the citation of the chosen one. */
export function CitePanel({ runs, experiments = [], title, selection }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const mayAnnotate = useMayAnnotate();
  const { data, error } = useLiveQuery(SnapshotsOfRunDocument, { run: runs[0]! });
  if (chosen !== null)
    return (
      <div className={styles.panel}>
        <CitedSnapshot hash={chosen} selection={selection} />
      </div>
    );
  const known = (data?.run?.removal.snapshots ?? []).slice(0, snapshotsTried);
  return (
    <div className={styles.panel}>
      <p className={styles.hint}>
        A citation names a snapshot: {experiments.length > 0 ? 'findings and scores' : 'scores'} that never
        change, identified by a hash of everything they are made of.
        {selection && isNarrowed(selection.state)
          ? ' Its address will hold the filters that are set here.'
          : ''}
      </p>
      {error ? <ErrorCallout error={error} /> : null}
      {known.length > 0 ? (
        <ul className={styles.known} aria-label="Snapshots of these results">
          {known.map((hash) => (
            <KnownSnapshot key={hash} {...{ hash, runs, experiments }} choose={setChosen} />
          ))}
        </ul>
      ) : null}
      {mayAnnotate ? (
        <CiteForm {...{ runs, experiments, title }} made={setChosen} />
      ) : (
        <>
          <p>You need write access to publish results as a snapshot.</p>
          <ReadOnlyMessage />
        </>
      )}
    </div>
  );
}
