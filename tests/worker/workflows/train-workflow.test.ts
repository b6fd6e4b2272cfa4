import { DomainError } from '@engram/core';
import { afterEach, expect, it } from 'vitest';
import { outcomeOf } from '../../../worker/src/workflows/train-workflow.ts';
import { setWorkerContext, type WorkerContext } from '../../../worker/src/workflows/worker-context.ts';

const job = { runId: 'run', ensembleId: 'ensemble', generation: 0, encoder: 3 };
const collapsed = new DomainError('REPRESENTATION_COLLAPSED', 'all representations are one point');
/** What the store says to whoever asks it after the worker closed it. */
const closed = new Error('Cannot use a pool after calling end on the pool');

/** @returns what the worker logs */
function work(stopping: boolean): string[] {
  const events: string[] = [];
  setWorkerContext({ stopping, log: (event: string) => events.push(event) } as unknown as WorkerContext);
  return events;
}
const outcome = (error: Error) => () => outcomeOf(error, job, new AbortController().signal);

afterEach(() => setWorkerContext(null));

it('an encoder that collapses has failed, with the reason', () => {
  const events = work(false);
  expect(outcome(collapsed)()).toMatchObject({ kind: 'failed', code: 'REPRESENTATION_COLLAPSED' });
  expect(events).toEqual(['encoder failed']);
});

it('what fails because the worker stops is no failure of the encoder', () => {
  const events = work(true);
  expect(outcome(closed)).toThrow(closed);
  expect(events).toEqual([]);
  // What a user can act on has its reason, whatever else happens: nobody takes up again what ended in an error.
  expect(outcome(collapsed)()).toMatchObject({ kind: 'failed', code: 'REPRESENTATION_COLLAPSED' });
});
