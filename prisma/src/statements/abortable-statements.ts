import { DomainError } from '@engram/core';
import type pg from 'pg';
import { withSession } from '../connections/sessions.ts';
import { takeStoreConnection } from '../connections/store-connection.ts';
import { sqlState } from './sql-state.ts';
import type { Store } from '../store.ts';

/**
 * The same store for a request that may be cancelled: when `signal` fires, the statements then under way are cancelled in the database, and no
 * others are started. They reject with LIMIT_EXCEEDED or CANCELLED. (Transactions and what goes through Prisma Client are not
 * reached: changes, and look-ups of single rows.)
 * Each connection is taken after `acquireSlot`, so that a caller with many requests leaves some to others. (Look-ups of single rows
 * through Prisma Client take no slot.)
 */
export function limitedBy(
  store: Store,
  signal: AbortSignal | undefined,
  acquireSlot?: Store['acquireSlot'],
): Store {
  return { ...store, signal, acquireSlot };
}

/** One statement, which the store's signal cancels. */
export async function limitedQuery<Row extends pg.QueryResultRow>(
  store: Store,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  const { signal } = store;
  assertInTime(signal);
  const { client, release } = await takeStoreConnection(store);
  let cancelling: Promise<boolean> | undefined;
  const cancel = (): void => {
    cancelling = cancelBackend(store, client).then(
      () => true,
      () => false,
    );
  };
  // Nobody else gets the connection while a cancellation may still be on its way to it.
  const settled = async (): Promise<boolean> => {
    signal?.removeEventListener('abort', cancel);
    return (await cancelling) ?? true;
  };
  try {
    assertInTime(signal);
    signal?.addEventListener('abort', cancel, { once: true });
    const result = await client.query<Row>(statement);
    release(undefined, !(await settled()));
    return result;
  } catch (error) {
    release(error, !(await settled()));
    throw cancelling && sqlState(error) === cancelled ? tooSlow(error) : error;
  }
}

/** SQLSTATE of a statement that was cancelled, by whomever. */
const cancelled = '57014';

const tooSlow = (cause: unknown): DomainError =>
  new DomainError(
    'LIMIT_EXCEEDED',
    'The query took too long and was stopped; ask for less or add a filter.',
    {
      cause,
    },
  );

function assertInTime(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new DomainError(
      'CANCELLED',
      'The request was cancelled, and its remaining statements were not started.',
    );
}

/** From a connection of its own: those of the pool may all be waiting for what is to be cancelled. */
export async function cancelBackend(store: Store, client: pg.PoolClient): Promise<void> {
  const { processID } = client as unknown as { processID: number };
  await withSession(store.url, (messenger) => messenger.query('SELECT pg_cancel_backend($1)', [processID]));
}
