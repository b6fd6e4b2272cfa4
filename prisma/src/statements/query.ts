import type pg from 'pg';
import { liftTimeouts, rolledBack } from '../connections/connection.ts';
import { takeStoreConnection } from '../connections/store-connection.ts';
import { mapped } from './map-errors.ts';
import { preparedName } from './prepared-name.ts';
import { limitedQuery } from './abortable-statements.ts';
import type { Store } from '../store.ts';

export interface QueryOptions {
  /** Whether a connection keeps the statement prepared, see `preparedName`. */
  prepared?: boolean;
}

/** One statement through the pool, its errors mapped; the store's signal cancels it. */
export async function query<Row extends pg.QueryResultRow>(
  store: Store,
  text: string,
  values: unknown[] = [],
  { prepared = false }: QueryOptions = {},
): Promise<Row[]> {
  const statement = { text, values, ...(prepared && { name: preparedName(text) }) };
  return mapped(store.url, async () => (await limitedQuery<Row>(store, statement)).rows);
}

export interface TransactionOptions {
  /** Loads so much that no limit on the time of statements and transactions, meant for readers, should end it. */
  bulk?: boolean;
}

/**
 * Runs `action` in one transaction: committed when it resolves, rolled back when it throws, and repeated as a whole when the
 * database rolled it back for the sake of another.
 */
export async function transaction<T>(
  store: Store,
  action: (client: pg.PoolClient) => Promise<T>,
  { bulk = false }: TransactionOptions = {},
): Promise<T> {
  return mapped(store.url, async () => {
    const { client, release } = await takeStoreConnection(store);
    try {
      // Whatever level a role is given: rows are locked where it matters.
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      if (bulk) await liftTimeouts(client);
      const result = await action(client);
      await client.query('COMMIT');
      release();
      return result;
    } catch (error) {
      release(error, !(await rolledBack(client)));
      throw error;
    }
  });
}
