'use client';

import { shortHash } from '@engram/core';
import Link from 'next/link';
import { ErrorCallout } from '../../components/callout/error-callout.tsx';
import { snapshotAddress, type Selection } from '../../address/snapshot-address.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { AmendForm } from './amend-form.tsx';
import { CopyableForms } from './copyable-forms.tsx';
import { SnapshotDocument } from './snapshot-documents.ts';
import { citationForms, methodsForms } from './snapshot-forms.ts';
import styles from './snapshot.module.css';
import { useFullAddress } from './use-full-address.ts';

/** What to copy from a snapshot: its address, its citation and how its scores were made. */
export function CitedSnapshot({ hash, selection }: { hash: string; selection?: Selection | undefined }) {
  const { data, error } = useLiveQuery(SnapshotDocument, { hash });
  const path = snapshotAddress(hash, selection);
  const address = useFullAddress(path);
  if (error) return <ErrorCallout error={error} />;
  const snapshot = data?.snapshot;
  if (!snapshot) return <p role="status">Loading the citation …</p>;
  return (
    <>
      <p>
        <Link href={path}>{snapshot.title}</Link>
      </p>
      <CopyableForms label="Address" forms={{ Address: address }} />
      <p className={styles.hint}>
        Readers can open it if they can reach this server and may read it. A frozen site needs neither:{' '}
        <code>engram snapshot export {shortHash(hash)} DIR --site</code>
      </p>
      <CopyableForms label="Citation" forms={citationForms(snapshot)} />
      <AmendForm snapshot={snapshot} />
      <CopyableForms label="Methods" forms={methodsForms(snapshot)} />
    </>
  );
}
