import { nextStepAfter, type ErrorCode } from '@engram/core';
import Link from 'next/link';
import { Callout } from '../../components/callout/callout.tsx';
import page from '../../components/page.module.css';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { shortRunId } from '../../address/run-address.ts';
import { CancelButton } from '../cancel/cancel-button.tsx';
import type { Run } from './run-document.ts';
import styles from './run-page.module.css';

/** What to know about a run that is not simply finished: its progress, or why it stopped and how to go on. */
export function RunStatusSection({ run }: { run: Run }) {
  if (run.status === 'QUEUED' || run.status === 'RUNNING')
    return (
      <section className={`${page.card} ${styles.progress}`} aria-label="Progress" aria-live="polite">
        <h2>{run.status === 'QUEUED' ? 'Waiting for a worker' : 'In progress'}</h2>
        <ProgressBar progress={run.progress} label={`Progress of ${run.name}`} />
        {run.status === 'QUEUED' ? (
          <p>
            It starts when a worker is free. See{' '}
            <Link href="/workers" prefetch={false}>
              which are alive
            </Link>
            ; if none is, start one with <code>npx engram worker</code>.
          </p>
        ) : (
          <p>The scores appear here when all encoders are trained. This page updates itself.</p>
        )}
        <CancelButton kind="run" id={run.id} name={run.name} />
      </section>
    );
  if (run.status === 'FAILED')
    return (
      <Callout tone="bad" title="This run failed">
        <p>{run.error ?? 'It gave no reason.'}</p>
        {nextStepAfter(run.errorCode as ErrorCode | null) === 'RESUME' ? (
          <Resume run={run} when="Once the cause is fixed" />
        ) : (
          <p>
            Resuming would fail again, since it keeps the configuration. Start a new run with other settings:{' '}
            <code>npx engram run PRESET|FILE.json --set KEY=VALUE</code>.
          </p>
        )}
      </Callout>
    );
  if (run.status === 'CANCELLED')
    return (
      <Callout tone="neutral" title="This run was cancelled">
        <Resume run={run} when="To continue" />
      </Callout>
    );
  return null;
}

function Resume({ run, when }: { run: Run; when: string }) {
  return (
    <p>
      {when}, run <code>npx engram resume {shortRunId(run.id)}</code>: it continues from the encoders that are
      already trained.
    </p>
  );
}
