import { DomainError } from '@engram/core';
import type pg from 'pg';
import type { Store } from './store.ts';

/**
 * The same store for one who may leave: when `signal` fires, the statements then under way are cancelled in the database, and no
 * others are started. They reject with LIMIT_EXCEEDED or CANCELLED. (Transactions and what goes through Prisma Client are not
 * reached: changes, and look-ups of single rows.)
 */
export function limitedBy(store: Store, signal: AbortSignal | undefined): Store {
  return Object.assign(Object.create(store) as Store, { signal });
}

/** One statement, which the store's signal cancels. */
export async function limitedQuery<Row extends pg.QueryResultRow>(
  store: Store,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  const { signal } = store;
  if (!signal) return store.pool.query<Row>(statement);
  refuseLate(signal);
  const client = await store.pool.connect();
  let cancelling: Promise<unknown> | undefined;
  let broken: Error | undefined;
  const cancel = (): void => {
    cancelling = cancelBackend(store, client).catch((error: Error) => (broken = error));
  };
  try {
    refuseLate(signal);
    signal.addEventListener('abort', cancel, { once: true });
    return await client.query<Row>(statement);
  } finally {
    signal.removeEventListener('abort', cancel);
    // Nobody else gets the connection while a cancellation may still be on its way to it.
    await cancelling;
    client.release(broken);
  }
}

function refuseLate(signal: AbortSignal): void {
  if (signal.aborted)
    throw new DomainError(
      'CANCELLED',
      'The request was given up, and its remaining statements were not started.',
    );
}

/** From a connection of its own: those of the pool may all be waiting for what is to be cancelled. */
async function cancelBackend(store: Store, client: pg.PoolClient): Promise<void> {
  const { processID } = client as unknown as { processID: number };
  const { default: pg } = await import('pg');
  const messenger = new pg.Client({ connectionString: store.url, connectionTimeoutMillis: 15_000 });
  try {
    await messenger.connect();
    await messenger.query('SELECT pg_cancel_backend($1)', [processID]);
  } finally {
    await messenger.end();
  }
}
