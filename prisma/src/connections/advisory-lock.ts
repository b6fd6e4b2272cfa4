import type pg from 'pg';
import { liftTimeouts, rolledBack, takeConnection } from './connection.ts';

/** An advisory lock: its family (four letters in ASCII, to tell them apart in pg_locks) and the hash of a name. */
export interface LockKey {
  family: number;
  name: string;
}

/** Waits for the lock and runs `work` while it is held. */
export async function withAdvisoryLock<T>(
  { pool }: { pool: pg.Pool },
  key: LockKey,
  work: () => Promise<T>,
): Promise<T> {
  const { result } = await hold(
    pool,
    key,
    'SELECT pg_advisory_xact_lock($1, hashtext($2)), true AS taken',
    work,
  );
  return result as T;
}

/** Waits until nobody holds the lock alone, and runs `work` while it is held together with others. */
export async function withSharedLock<T>(
  { pool }: { pool: pg.Pool },
  key: LockKey,
  work: () => Promise<T>,
): Promise<T> {
  const { result } = await hold(
    pool,
    key,
    'SELECT pg_advisory_xact_lock_shared($1, hashtext($2)), true AS taken',
    work,
  );
  return result as T;
}

/** Runs `work` while the lock is held, unless somebody else holds it. */
export async function tryAdvisoryLock<T>(
  { pool }: { pool: pg.Pool },
  key: LockKey,
  work: () => Promise<T>,
): Promise<{ taken: boolean; result?: T }> {
  return hold(pool, key, 'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS taken', work);
}

/** The lock ends with its transaction, so that none is left on a connection of the pool, whatever happens. */
async function hold<T>(
  pool: pg.Pool,
  { family, name }: LockKey,
  statement: string,
  work: () => Promise<T>,
): Promise<{ taken: boolean; result?: T }> {
  const { client, release } = await takeConnection(pool);
  let failure: unknown;
  try {
    await client.query('BEGIN');
    await liftTimeouts(client);
    const { rows } = await client.query<{ taken: boolean }>(statement, [family, name]);
    return rows[0]!.taken ? { taken: true, result: await work() } : { taken: false };
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    // Where the connection was lost, the lock went with it: what was done meanwhile is done.
    release(failure, !(await rolledBack(client)));
  }
}
