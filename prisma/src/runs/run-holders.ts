import { DomainError } from '@engram/core';
import type pg from 'pg';

/** What rests on runs: while there is any of it, they cannot be deleted. */
export interface RunHolders {
  /** Hashes, newest first. */
  snapshots: string[];
  /** Names. */
  experiments: string[];
}

/** Columns of `RunHolders`. @param runIds SQL that selects the ids of the runs */
export const holdersSql = (runIds: string): string =>
  `ARRAY(SELECT h.hash FROM snapshot h WHERE h.hash IN (SELECT snapshot_hash FROM snapshot_run WHERE run_id IN (${runIds}))
         ORDER BY h.created_at DESC, h.hash) AS snapshots,
   ARRAY(SELECT DISTINCT e.name FROM experiment_run x JOIN experiment e ON e.id = x.experiment_id
         WHERE x.run_id IN (${runIds}) ORDER BY 1) AS experiments`;

/** Why runs cannot be deleted, as the rest of a sentence; null when nothing holds them. @param held such as `it` */
export function heldReason({ snapshots, experiments }: RunHolders, held: string): string | null {
  if (snapshots.length > 0)
    return `the snapshot ${snapshots.join(', ')} holds ${held}, and what a snapshot holds never changes`;
  if (experiments.length > 0)
    return `the experiment ${experiments.map((name) => `'${name}'`).join(', ')} rests on ${held}, and what it found is told by its runs`;
  return null;
}

/**
 * Rejects the removal of runs that something rests on.
 * @param what is to be removed, to begin a sentence with
 * @throws DomainError CONFLICT
 */
export async function assertNotHeld(
  client: pg.PoolClient,
  runIds: string,
  values: readonly unknown[],
  { what, held }: { what: string; held: string },
): Promise<void> {
  const { rows } = await client.query<RunHolders>(`SELECT ${holdersSql(runIds)}`, [...values]);
  const reason = heldReason(rows[0]!, held);
  if (reason) throw new DomainError('CONFLICT', `${what} cannot be deleted: ${reason}.`);
}
