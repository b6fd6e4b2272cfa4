import { setTimeout as sleep } from 'node:timers/promises';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { DomainError } from '@engram/core';
import { workerContext } from './worker-context.ts';

/** A restart of the database takes seconds, the move to another machine minutes. */
const patienceMs = 10 * 60_000;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Tries `work` again while it fails of what may pass by itself, such as a restart of the database. What is done already stays
 * done: put into `work` only what must be repeated.
 * @throws the last error, after ten minutes or when the worker stops
 */
export async function withRetries<T>(what: string, work: () => Promise<T>): Promise<T> {
  const context = workerContext();
  const deadline = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      // A worker that was replaced while it stood still must not write any more.
      await context.liveness?.confirm();
      return await work();
    } catch (error) {
      // What a replaced worker ran into is no verdict.
      await context.liveness?.confirm();
      const passes = error instanceof DomainError && error.traits.retryable;
      if (!passes || context.stopping || performance.now() > deadline) throw error;
      // The workflow's id names its run, or its ensemble.
      context.log('tried again', { what, workflow: DBOS.workflowID, error: error.message });
    }
    // Workers that lost the same database do not come back all at once.
    await sleep(pauseMs * (0.5 + Math.random()), undefined, { ref: false });
  }
}
