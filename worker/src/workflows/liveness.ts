/**
 * Who is alive, told by PostgreSQL: a worker holds two session advisory locks while it lives, one named by its executor
 * id, one by its code version. They vanish with its connection, so a worker killed by -9 is noticed at once.
 */
import { holdSession, query, tryAdvisoryLock, type HeldSession, type Store } from '@engram/store';
import type { Log } from './worker-context.ts';

/** First keys of the two families of locks ("ENGW", "ENGV" in ASCII); the second key is the hash of the name. */
const executorFamily = 0x454e4757;
const versionFamily = 0x454e4756;

/** Holds the worker's locks until released; takes them again when the connection is lost. */
export async function holdLiveness(
  store: Store,
  o: { executorId: string; codeVersion: string; log: Log },
): Promise<HeldSession> {
  return holdSession(store.url, {
    applicationName: 'engram liveness',
    prepare: (session) =>
      session.query('SELECT pg_advisory_lock($1, hashtext($2)), pg_advisory_lock_shared($3, hashtext($4))', [
        executorFamily,
        o.executorId,
        versionFamily,
        versionName(store, o.codeVersion),
      ]),
    onLost: (error) => o.log('liveness lock lost', { error: error.message }),
    onFailure: (error) => o.log('liveness lock not taken again yet', { error: String(error) }),
  });
}

/** Stores in several schemas of one database have workers of their own. */
function versionName({ schema }: Store, codeVersion: string): string {
  return schema === 'public' ? codeVersion : `${schema} ${codeVersion}`;
}

/** Whether a worker of this code version is alive, on any machine. @throws DomainError STORE_UNAVAILABLE */
export async function hasLiveWorker(store: Store, codeVersion: string): Promise<boolean> {
  const [row] = await query<{ alive: boolean }>(
    store,
    `SELECT EXISTS (
       SELECT FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND objsubid = 2
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND classid::bigint = $1 AND objid::bigint = hashtext($2)::bigint & 4294967295
     ) AS alive`,
    [versionFamily, versionName(store, codeVersion)],
  );
  return row!.alive;
}

/** Runs `takeOver` when the executor is dead, and while nobody else does. */
export async function ifDead(
  store: Store,
  executorId: string,
  takeOver: () => Promise<void>,
): Promise<boolean> {
  const { taken } = await tryAdvisoryLock(store, { family: executorFamily, name: executorId }, takeOver);
  return taken;
}
