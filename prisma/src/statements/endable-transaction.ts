import { DomainError } from '@engram/core';
import type pg from 'pg';
import { transaction } from './query.ts';
import { cancelBackend } from './abortable-statements.ts';
import type { Store } from '../store.ts';

/** How often a statement is cancelled again, until the transaction has ended. */
const cancelAgainMs = 200;

/**
 * A transaction that loads much and that somebody may end: when the signal fires, the statement under way is cancelled in the
 * database, and everything is rolled back.
 * @throws DomainError CANCELLED when the signal fired before the commit
 */
export async function endableTransaction<T>(
  store: Store,
  signal: AbortSignal | undefined,
  action: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const work = async (client: pg.PoolClient): Promise<T> => {
    const cancelling = cancelOnAbort(store, client, signal);
    try {
      const result = await action(client);
      assertNotAborted(signal);
      return result;
    } finally {
      // Nobody else gets the connection while a cancellation may still be on its way to it.
      await cancelling.end();
    }
  };
  try {
    return await transaction(store, work, { bulk: true });
  } catch (error) {
    assertNotAborted(signal, error);
    throw error;
  }
}

function assertNotAborted(signal: AbortSignal | undefined, cause?: unknown): void {
  if (signal?.aborted)
    throw new DomainError('CANCELLED', 'The import was stopped; nothing of it is stored.', { cause });
}

/** Cancels the statements of a transaction once the signal fires. */
function cancelOnAbort(store: Store, client: pg.PoolClient, signal: AbortSignal | undefined) {
  let last: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    last = cancelBackend(store, client).catch(() => undefined);
  };
  const start = (): void => {
    cancel();
    timer = setInterval(cancel, cancelAgainMs);
  };
  if (signal?.aborted) start();
  else signal?.addEventListener('abort', start, { once: true });
  return {
    async end(): Promise<void> {
      clearInterval(timer);
      signal?.removeEventListener('abort', start);
      await last;
    },
  };
}
