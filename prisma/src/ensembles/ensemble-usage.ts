import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** What uses an ensemble. */
export interface EnsembleUsage {
  ensembleId: string;
  /** Ids of its runs, oldest first. */
  runs: string[];
  /** Of its runs, how many are queued or run. */
  unfinished: number;
  /** Snapshots that hold one of its runs. */
  snapshots: number;
}

/** By ensemble; one that no run uses is left out. */
export async function usage(store: Store): Promise<Map<string, EnsembleUsage>> {
  const rows = await query<EnsembleUsage>(
    store,
    `SELECT ensemble_id AS "ensembleId", array_agg(id ORDER BY created_at, id) AS runs,
       (count(*) FILTER (WHERE status IN ('QUEUED', 'RUNNING')))::int AS unfinished,
       (SELECT count(DISTINCT s.snapshot_hash)::int FROM snapshot_run s JOIN run u ON u.id = s.run_id
        WHERE u.ensemble_id = r.ensemble_id) AS snapshots
     FROM run r GROUP BY ensemble_id`,
  );
  return new Map(rows.map((row) => [row.ensembleId, row]));
}
