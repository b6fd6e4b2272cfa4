/**
 * Who is alive, told by PostgreSQL: a worker holds two session advisory locks while it lives, one named by its executor
 * id, one by its code version. They vanish with its connection, so a worker killed by -9 is noticed at once. A worker that stands
 * still (SIGSTOP, a frozen container) keeps its connection: its session gives a sign of life every two seconds, and a worker that
 * gives none is replaced.
 */
import {
  artifactFamily,
  heldLockSql,
  holdSession,
  query,
  tryAdvisoryLock,
  workers,
  type HeldSession,
  type Store,
} from '@engram/store';
import { sessionName } from './executor-id.ts';
import { InactivityTimer } from './inactivity-timer.ts';
import type { Log } from '../log.ts';

const { executorFamily } = workers;
/** First key of the locks by code version ("ENGV" in ASCII); the second is the hash of the name. */
const versionFamily = 0x454e4756;
const beatMs = 2_000;
/** Ten beats missed: far beyond what a busy machine does. */
const replacedAfterMs = 20_000;
/** Two beats: late, which says nothing yet. */
const lateAfter = '4 seconds';
/** A worker that has heard nothing for so long asks before it writes. */
const trustedMs = 8_000;

export interface Liveness {
  /** Whether another worker has taken over what this one was doing. */
  readonly replaced: boolean;
  /**
   * Resolves when the worker is known to be the one who does its work; waits while the database is away and the worker does not
   * stop. Once it was replaced it never settles: whoever asks writes nothing any more, and gives no verdict.
   */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Holds the worker's locks until released; takes them again when the connection is lost.
 * @param o.hasLostWork whether another worker has what is under way in this process
 * @param o.isStopping whether the worker is being stopped
 * @param o.onReplaced another worker has taken over, because this one stood still or was away; called once
 */
export async function holdLiveness(
  store: Store,
  o: {
    executorId: string;
    codeVersion: string;
    log: Log;
    hasLostWork: () => Promise<boolean>;
    isStopping: () => boolean;
    onReplaced: () => void;
  },
): Promise<Liveness> {
  let replaced = false;
  const session: HeldSession = await holdSession(store.url, {
    applicationName: sessionName(o.executorId),
    beatMs,
    async prepare(opened) {
      await opened.query(
        // The last one: while a worker lives, the files that it keeps stay where they are.
        `SELECT pg_advisory_lock($1, hashtext($2)), pg_advisory_lock_shared($3, hashtext($4)), pg_advisory_lock_shared($5, hashtext('artifacts'))`,
        [executorFamily, o.executorId, versionFamily, versionName(store, o.codeVersion), artifactFamily],
      );
      if (replaced || !(await o.hasLostWork())) return;
      replaced = true;
      o.log('replaced by another worker', { executorId: o.executorId });
      o.onReplaced();
    },
    onLost: (error) => o.log('liveness lock lost', { error: error.message }),
    onFailure: (error) => o.log('liveness lock not taken again yet', { error: String(error) }),
  });
  return {
    get replaced() {
      return replaced;
    },
    async confirm() {
      if (!replaced) await session.confirm(trustedMs, o.isStopping);
      if (replaced) return new Promise<never>(() => {});
    },
    release: () => session.release(),
  };
}

/** Stores in several schemas of one database have workers of their own. */
function versionName({ schema }: Store, codeVersion: string): string {
  return schema === 'public' ? codeVersion : `${schema} ${codeVersion}`;
}

interface Holder {
  pid: number;
  /** Text of the server's clock at its last sign of life; null where this role may not see it. */
  beat: string | null;
}

/** The sessions that hold a lock of a family under a name. */
function holdersOf(store: Store, family: number, name: string): Promise<Holder[]> {
  return query<Holder>(
    store,
    `SELECT l.pid, a.state_change::text AS beat FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
     WHERE ${heldLockSql('$1', '$2')}`,
    [family, name],
  );
}

const inactivity = new InactivityTimer();

const standsStill = ({ pid, beat }: Holder): boolean =>
  beat !== null && inactivity.look(String(pid), beat) > replacedAfterMs;

/**
 * Whether a worker of this code version is alive, on any machine. One that stands still counts until it was looked at for twenty
 * seconds. @throws DomainError STORE_UNAVAILABLE
 */
export async function hasLiveWorker(store: Store, codeVersion: string): Promise<boolean> {
  const holders = await holdersOf(store, versionFamily, versionName(store, codeVersion));
  return holders.filter((holder) => !standsStill(holder)).length > 0;
}

/** How many workers of this code version are alive, on any machine: those that find what each other would. */
export async function countPeers(store: Store, codeVersion: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    store,
    `SELECT count(*)::int AS count FROM pg_locks l WHERE ${heldLockSql('$1', '$2')}`,
    [versionFamily, versionName(store, codeVersion)],
  );
  return row!.count;
}

/**
 * Those of the executors that no session holds the lock of, or only one that stands still; and those that are late with their sign of life by
 * the server's clock, and may be found to stand still when they are looked at again. One statement for all.
 */
export async function lostAmong(
  store: Store,
  executorIds: readonly string[],
): Promise<{ lost: string[]; late: string[] }> {
  if (executorIds.length === 0) return { lost: [], late: [] };
  const rows = await query<{ executorId: string; pid: number | null; beat: string | null; isLate: boolean }>(
    store,
    // A clock that was set back leaves signs of life in the future.
    `SELECT e.id AS "executorId", l.pid, a.state_change::text AS beat,
       coalesce(a.state_change NOT BETWEEN clock_timestamp() - $3::interval AND clock_timestamp(), false) AS "isLate"
     FROM unnest($2::text[]) AS e (id)
     LEFT JOIN pg_locks l ON ${heldLockSql('$1', 'e.id')} LEFT JOIN pg_stat_activity a USING (pid)`,
    [executorFamily, executorIds, lateAfter],
  );
  const isLost = ({ pid, beat }: (typeof rows)[number]): boolean =>
    pid === null || standsStill({ pid, beat });
  const lost = new Set(rows.filter(isLost).map(({ executorId }) => executorId));
  const late = rows.filter(({ executorId, isLate }) => isLate && !lost.has(executorId));
  return { lost: [...lost], late: [...new Set(late.map(({ executorId }) => executorId))] };
}

/** Runs `takeOver` when the executor is dead, and while nobody else does; one that stands still is cut off from the store first. */
export async function ifDead(
  store: Store,
  executorId: string,
  takeOver: () => Promise<void>,
): Promise<boolean> {
  const holders = await holdersOf(store, executorFamily, executorId);
  if (holders.some(standsStill)) await cutOff(store, executorId, holders);
  const { taken } = await tryAdvisoryLock(store, { family: executorFamily, name: executorId }, takeOver);
  return taken;
}

/**
 * Ends all connections of a worker: what it was writing is rolled back, and it cannot go on when it wakes. A role that may not do so
 * leaves it as it is.
 */
async function cutOff(store: Store, executorId: string, holders: readonly Holder[]): Promise<void> {
  for (const { pid } of holders) inactivity.forget(String(pid));
  await query(
    store,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
    [sessionName(executorId)],
  ).catch(() => undefined);
}
