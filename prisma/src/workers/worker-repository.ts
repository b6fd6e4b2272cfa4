/** The workers of a store: what each said of itself when it started, and whether it lives. */
import { heldLockSql } from '../connections/advisory-lock.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** First key of the advisory locks that workers hold while they live ("ENGW" in ASCII); the second is the hash of the executor's id. */
export const executorFamily = 0x454e4757;

export interface WorkerInput {
  executorId: string;
  host: string;
  /** Name and version. */
  engine: string;
  device: string;
  /** Encoders that it trains side by side. */
  processes: number;
  codeVersion: string;
  /** What runs may ask for. */
  labels: string[];
}

export interface LiveWorker extends WorkerInput {
  startedAt: Date;
  /** Address that it comes from; null where it comes by a socket of this machine, or this role may not see it. */
  address: string | null;
  /** Its last sign of life; null where this role may not see it. */
  seenAt: Date | null;
  /** Views that it trained on in each of the last seconds; null while it trains nothing. */
  viewsPerSecond: number | null;
}

/** Workers that have ended are forgotten after so long. */
const remembered = '7 days';

/** Notes a worker that starts; one that starts again under the same id takes its place. */
export async function register(store: Store, worker: WorkerInput): Promise<void> {
  await query(
    store,
    `DELETE FROM worker w WHERE started_at < now() - $2::interval
       AND NOT EXISTS (SELECT FROM pg_locks l WHERE ${heldLockSql('$1', 'w.executor_id')})`,
    [executorFamily, remembered],
  );
  await query(
    store,
    `INSERT INTO worker (executor_id, host, engine, device, processes, code_version, labels) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (executor_id) DO UPDATE SET host = $2, engine = $3, device = $4, processes = $5, code_version = $6, labels = $7, started_at = now(), views_per_second = NULL`,
    [
      worker.executorId,
      worker.host,
      worker.engine,
      worker.device,
      worker.processes,
      worker.codeVersion,
      worker.labels,
    ],
  );
}

/** Notes how fast a worker trains now. */
export async function reportPace(
  store: Store,
  executorId: string,
  viewsPerSecond: number | null,
): Promise<void> {
  await query(store, 'UPDATE worker SET views_per_second = $2 WHERE executor_id = $1', [
    executorId,
    viewsPerSecond,
  ]);
}

/** The workers that hold their lock now, on any machine, oldest first. */
export async function live(store: Store): Promise<LiveWorker[]> {
  return query<LiveWorker>(
    store,
    `SELECT w.executor_id AS "executorId", w.host, w.engine, w.device, w.processes, w.code_version AS "codeVersion", w.labels,
       w.started_at AS "startedAt", host(a.client_addr) AS address, a.state_change AS "seenAt",
       w.views_per_second AS "viewsPerSecond"
     FROM worker w
     JOIN pg_locks l ON ${heldLockSql('$1', 'w.executor_id')}
     LEFT JOIN pg_stat_activity a USING (pid)
     ORDER BY w.started_at, w.executor_id`,
    [executorFamily],
  );
}
