'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { formatAmount } from '../../format.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { WorkerEntry } from './worker-entry.tsx';
import { WorkersDocument } from './workers-document.ts';
import styles from './workers-page.module.css';

const pollMs = 3_000;

/** The processes that execute runs, on any machine: who is alive, and what each is doing. */
export function WorkersPage() {
  const { data, error } = useLiveQuery(WorkersDocument, {}, { pollMs });
  // Told by the browser alone: the page that the server made shows moments.
  const [nowMs, setNowMs] = useState<number | null>(null);
  useEffect(() => setNowMs(Date.now()), [data]);
  const workers = data?.workers ?? [];
  const queued = data?.queued.totalCount ?? 0;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <h1>Workers</h1>
      <p className={styles.lead}>
        Workers train and measure the encoders of runs, on this machine or others (
        <Link href="/docs/artifacts" prefetch={false}>
          how to start one elsewhere
        </Link>
        ). {data ? waitingSentence(queued) : null}
      </p>
      <Trouble error={error} hasData={data !== undefined} />
      {data && workers.length === 0 ? (
        <p className={styles.none}>
          No worker is alive. Start one with <code>npx engram worker</code>; <code>npx engram start</code>{' '}
          brings one along.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Workers" aria-busy={!data}>
          {workers.map((worker) => (
            <WorkerEntry key={worker.name} worker={worker} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </main>
  );
}

const waitingSentence = (queued: number): string =>
  queued === 0
    ? 'No run is waiting.'
    : `${formatAmount(queued, 'run')} ${queued === 1 ? 'is' : 'are'} waiting.`;
