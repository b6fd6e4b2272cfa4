/**
 * Who is alive, told by PostgreSQL: a worker holds two session advisory locks while it lives, one named by its executor
 * id, one by its code version. They vanish with its connection, so a worker killed by -9 is noticed at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@engram/store';
import type { Log } from './worker-context.ts';

/** First keys of the two families of locks ("ENGW", "ENGV" in ASCII); the second key is the hash of the name. */
const executorFamily = 0x454e4757;
const versionFamily = 0x454e4756;
const reconnectMs = 1_000;

type Session = NonNullable<Parameters<Parameters<Store['pool']['connect']>[0]>[1]>;

export interface LivenessLock {
  release(): Promise<void>;
}

async function takeLocks(store: Store, executorId: string, codeVersion: string): Promise<Session> {
  const session = await store.pool.connect();
  try {
    // A worker on a machine that lost its power is noticed within half a minute.
    await session.query(
      'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
    );
    await session.query(
      'SELECT pg_advisory_lock($1, hashtext($2)), pg_advisory_lock_shared($3, hashtext($4))',
      [executorFamily, executorId, versionFamily, codeVersion],
    );
    return session;
  } catch (error) {
    session.release(true);
    throw error;
  }
}

/** Holds the worker's locks until released; takes them again when the connection is lost. */
export async function holdLiveness(
  store: Store,
  o: { executorId: string; codeVersion: string; log: Log },
): Promise<LivenessLock> {
  let released = false;
  let session: Session | null = null;

  async function hold(): Promise<void> {
    const taken = await takeLocks(store, o.executorId, o.codeVersion);
    if (released) {
      taken.release(true);
      return;
    }
    session = taken;
    taken.once('error', (error: Error) => {
      session = null;
      taken.release(true);
      if (!released) void holdAgain(error);
    });
  }

  async function holdAgain(lost: Error): Promise<void> {
    o.log('liveness lock lost', { error: lost.message });
    while (!released) {
      try {
        return await hold();
      } catch (error) {
        o.log('liveness lock not taken again yet', { error: String(error) });
        await sleep(reconnectMs, undefined, { ref: false });
      }
    }
  }

  await hold();
  return {
    async release() {
      released = true;
      // The session ends, and the locks with it.
      session?.release(true);
      session = null;
    },
  };
}

/** Whether a worker of this code version is alive, on any machine. */
export async function hasLiveWorker(store: Store, codeVersion: string): Promise<boolean> {
  const { rows } = await store.pool.query<{ alive: boolean }>(
    `SELECT EXISTS (
       SELECT FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND objsubid = 2
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND classid::bigint = $1 AND objid::bigint = hashtext($2)::bigint & 4294967295
     ) AS alive`,
    [versionFamily, codeVersion],
  );
  return rows[0]!.alive;
}

/** Runs `takeOver` when the executor is dead, and while nobody else does. */
export async function ifDead(
  store: Store,
  executorId: string,
  takeOver: () => Promise<void>,
): Promise<boolean> {
  const session = await store.pool.connect();
  try {
    const key = [executorFamily, executorId];
    const { rows } = await session.query<{ free: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS free',
      key,
    );
    if (!rows[0]!.free) return false;
    try {
      await takeOver();
    } finally {
      await session.query('SELECT pg_advisory_unlock($1, hashtext($2))', key);
    }
    return true;
  } finally {
    session.release();
  }
}
