import type pg from 'pg';
import { endsConnection } from '../statements/sql-state.ts';
import type { GuardedClient } from './guarded-client.ts';

/**
 * Runs `action` with a connection of the pool and gives it back; one that was lost goes to nobody else.
 * @throws what `action` throws; where the connection was lost, its `cause` says how
 */
export async function withConnection<T>(
  pool: pg.Pool,
  action: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const { client, release } = await takeConnection(pool);
  try {
    const result = await action(client);
    release();
    return result;
  } catch (error) {
    release(error);
    throw error;
  }
}

export interface TakenConnection {
  client: pg.PoolClient;
  /** Gives the connection back after `error`, if there was one; `inDoubt` ends it instead. */
  release(error?: unknown, inDoubt?: boolean): void;
}

/** For what is no single function, such as a generator; everything else uses `withConnection`. */
export async function takeConnection(pool: pg.Pool): Promise<TakenConnection> {
  const client = await pool.connect();
  return {
    client,
    release(error, inDoubt = false) {
      const { lost } = client as pg.PoolClient & Partial<GuardedClient>;
      client.release(lost ?? (inDoubt || endsConnection(error)));
      if (lost && error instanceof Error && error !== lost) error.cause ??= lost;
    },
  };
}

/** Ends the transaction of a connection that is about to be given back. @returns whether that could be done */
export const rolledBack = (client: pg.ClientBase): Promise<boolean> =>
  client.query('ROLLBACK').then(
    () => true,
    () => false,
  );

/** Lifts, until the transaction ends, the limits that a role or a database may set on how long statements and transactions take. */
export async function liftTimeouts(client: pg.ClientBase): Promise<void> {
  // Read from the catalogue, since not every version has all of them.
  await client.query(
    `SELECT set_config(name, '0', true) FROM pg_settings
     WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`,
  );
}
