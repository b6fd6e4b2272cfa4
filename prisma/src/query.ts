import type pg from 'pg';
import { mapped } from './map-errors.ts';
import { preparedName } from './prepared-name.ts';
import { limitedQuery } from './statement-limit.ts';
import type { Store } from './store.ts';

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

/** Runs `action` in one transaction: committed when it resolves, rolled back when it throws. */
export async function transaction<T>(
  store: Store,
  action: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return mapped(store.url, async () => {
    const client = await store.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await action(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((rollback: Error) => (broken = rollback));
      throw error;
    } finally {
      // A connection that could not even roll back is not given to anyone else.
      client.release(broken);
    }
  });
}
