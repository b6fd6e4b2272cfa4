import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** A checkpoint that an ensemble has. */
export interface EnsembleCheckpoint {
  ensembleId: string;
  checkpointHash: string;
}

/** Every checkpoint that the store knows, by ensemble. */
export async function checkpoints(store: Store): Promise<EnsembleCheckpoint[]> {
  return query(
    store,
    `SELECT ensemble_id AS "ensembleId", checkpoint_hash AS "checkpointHash" FROM encoder
     WHERE checkpoint_hash IS NOT NULL
     ORDER BY ensemble_id, index`,
  );
}

/**
 * Forgets the checkpoints of an ensemble, unless a run of it is queued or runs, or a snapshot holds one. Scores, losses and masks stay.
 * @param o.includingSnapshots frees them although a snapshot holds a run of them
 * @returns the hashes of checkpoints that no other encoder has either: their files may be removed
 */
export async function freeCheckpoints(
  store: Store,
  ensembleId: string,
  { includingSnapshots }: { includingSnapshots: boolean },
): Promise<string[]> {
  const rows = await query<{ hash: string }>(
    store,
    `WITH idle AS (SELECT id FROM ensemble e WHERE id = $1
         AND NOT EXISTS (SELECT FROM run WHERE ensemble_id = e.id AND status IN ('QUEUED', 'RUNNING'))
         AND ($2 OR NOT EXISTS (SELECT FROM snapshot_run s JOIN run r ON r.id = s.run_id WHERE r.ensemble_id = e.id))),
       held AS (SELECT ensemble_id, index, checkpoint_hash FROM encoder JOIN idle ON idle.id = ensemble_id WHERE checkpoint_hash IS NOT NULL),
       freed AS (UPDATE encoder e SET checkpoint_hash = NULL, checkpoint_size_bytes = NULL FROM held
         WHERE (e.ensemble_id, e.index) = (held.ensemble_id, held.index) RETURNING held.checkpoint_hash AS hash)
     SELECT DISTINCT hash FROM freed
     WHERE NOT EXISTS (SELECT FROM encoder o WHERE o.checkpoint_hash = hash AND o.ensemble_id <> $1)`,
    [ensembleId, includingSnapshots],
  );
  return rows.map(({ hash }) => hash);
}
