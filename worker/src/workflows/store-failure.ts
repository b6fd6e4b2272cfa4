import { randomUUID } from 'node:crypto';
import { diskTrouble, DomainError, type ErrorCode } from '@engram/core';
import type { Store } from '@engram/store';
import { isInterruption, step } from './step.ts';
import { storedError } from './stored-error.ts';
import { workerContext } from './worker-context.ts';

/**
 * Ends a workflow that threw, in a step of its own: with the error where a user can act on it, else with a number under which the
 * worker's log has it. What stopped the workflow from outside says nothing about it, and is thrown on.
 *
 * @param what that failed, and its id, for the log
 * @param fail stores code and message
 */
export async function storeFailure(
  thrown: unknown,
  what: 'run' | 'experiment',
  whatId: string,
  fail: (code: ErrorCode, message: string) => Promise<void>,
): Promise<void> {
  const { stopping, log } = workerContext();
  const error = diskTrouble(thrown) ?? storedError(thrown);
  if (stopping || isInterruption(error)) throw error;
  await step('fail', async () => {
    if (error instanceof DomainError) return fail(error.code, error.message);
    const id = randomUUID().slice(0, 8);
    const stack = error instanceof Error ? error.stack : String(error);
    log(`${what} failed`, { id, [what]: whatId, error: stack });
    return fail('INTERNAL', `Something unexpected went wrong; the worker's log has it under ${id}.`);
  });
}

/** Logs the end of what was cancelled while it was carried out here: no step of its own could. Nothing where it was resumed meanwhile. */
export async function logIfCancelled(
  what: 'run' | 'experiment',
  id: string,
  find: (store: Store, id: string) => Promise<{ status: string } | null>,
): Promise<void> {
  const { store, log } = workerContext();
  // A worker that stops may have closed its store.
  const found = await find(store, id).catch(() => null);
  if (found?.status === 'CANCELLED') log(`${what} ended`, { [what]: id, status: 'CANCELLED' });
}
