import type pg from 'pg';
import { liftTimeouts, rolledBack, takeConnection } from './connection.ts';

/** An advisory lock: its family (four letters in ASCII, to tell them apart in pg_locks) and the hash of a name. */
export interface LockKey {
  family: number;
  name: string;
  /** Held together with others who share it; alone when left out. */
  isShared?: boolean;
}

/**
 * Condition of SQL on `pg_locks l`: a session of this database holds the lock of a family under a name.
 * @param family a parameter, such as `$1`
 * @param name an expression that gives the name
 */
export const heldLockSql = (family: string, name: string): string =>
  `l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
     AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
     AND l.classid::bigint = ${family} AND l.objid::bigint = hashtext(${name})::bigint & 4294967295`;

/** Waits for the lock and runs `work` while it is held. */
export async function withAdvisoryLock<T>(
  { pool }: { pool: pg.Pool },
  key: LockKey,
  work: () => Promise<T>,
): Promise<T> {
  const { result } = await hold(pool, [key], 'wait', work);
  return result as T;
}

/** Runs `work` while the lock is held, unless somebody else holds it; so with several locks, of which each is taken or none. */
export async function tryAdvisoryLock<T>(
  { pool }: { pool: pg.Pool },
  keys: LockKey | readonly LockKey[],
  work: () => Promise<T>,
): Promise<{ taken: boolean; result?: T }> {
  return hold(pool, [keys].flat(), 'try', work);
}

const functions = {
  wait: ['pg_advisory_xact_lock', 'pg_advisory_xact_lock_shared'],
  try: ['pg_try_advisory_xact_lock', 'pg_try_advisory_xact_lock_shared'],
} as const;

/** Locks end with their transaction, so that none is left on a connection of the pool, whatever happens. They take one connection. */
async function hold<T>(
  pool: pg.Pool,
  keys: readonly LockKey[],
  how: keyof typeof functions,
  work: () => Promise<T>,
): Promise<{ taken: boolean; result?: T }> {
  const { client, release } = await takeConnection(pool);
  let failure: unknown;
  try {
    await client.query('BEGIN');
    await liftTimeouts(client);
    for (const { family, name, isShared } of keys) {
      const [alone, shared] = functions[how];
      const { rows } = await client.query<{ taken: unknown }>(
        `SELECT ${isShared ? shared : alone}($1, hashtext($2)) AS taken`,
        [family, name],
      );
      if (rows[0]!.taken === false) return { taken: false };
    }
    return { taken: true, result: await work() };
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    // Where the connection was lost, the lock went with it: what was done meanwhile is done.
    release(failure, !(await rolledBack(client)));
  }
}
