import { commandLine, DomainError } from '@engram/core';
import { query, transaction } from '../statements/query.ts';
import { assertNotHeld, holdersSql, type RunHolders } from '../runs/run-holders.ts';
import type { Store } from '../store.ts';

/** What hangs on a dataset, so that whoever removes it knows. */
export interface DatasetRemoval extends RunHolders {
  datapointCount: number;
  runCount: number;
  /** Scores of these runs. */
  scoreCount: number;
  /** Tags and comments. */
  noteCount: number;
}

/** @returns null when there is no such dataset */
export async function removalOf(store: Store, slug: string): Promise<DatasetRemoval | null> {
  const [found] = await query<DatasetRemoval>(
    store,
    `SELECT d.datapoint_count AS "datapointCount",
       (SELECT count(*)::int4 FROM run WHERE dataset_id = d.id) AS "runCount",
       (SELECT coalesce(sum(scored_count), 0)::int4 FROM run WHERE dataset_id = d.id) AS "scoreCount",
       ((SELECT count(*) FROM tag WHERE dataset_id = d.id) + (SELECT count(*) FROM comment WHERE dataset_id = d.id))::int4 AS "noteCount",
       ${holdersSql('SELECT id FROM run WHERE dataset_id = d.id')}
     FROM dataset d WHERE d.slug = $1`,
    [slug],
  );
  return found ?? null;
}

/**
 * Removes a dataset with its datapoints, runs, scores and notes in one transaction. Its files stay: other stores may share them.
 * @returns whether there was one
 * @throws DomainError CONFLICT when a snapshot or an experiment holds one of its runs, or one is under way
 */
export async function remove(store: Store, slug: string): Promise<boolean> {
  return transaction(
    store,
    async (client) => {
      const { rows } = await client.query<{ id: string }>(
        'SELECT id FROM dataset WHERE slug = $1 FOR UPDATE',
        [slug],
      );
      const id = rows[0]?.id;
      if (id === undefined) return false;
      await assertNotHeld(client, 'SELECT id FROM run WHERE dataset_id = $1', [id], {
        what: `The dataset '${slug}'`,
        held: 'runs on it',
      });
      const live = await client.query<{ id: string }>(
        "SELECT id FROM run WHERE dataset_id = $1 AND status IN ('QUEUED', 'RUNNING') LIMIT 1",
        [id],
      );
      if (live.rows.length > 0)
        throw new DomainError(
          'CONFLICT',
          `The dataset '${slug}' cannot be deleted while run ${live.rows[0]!.id} on it is under way. Stop it first with: ${commandLine(`cancel ${live.rows[0]!.id}`)}`,
        );
      await client.query('DELETE FROM score WHERE run_id IN (SELECT id FROM run WHERE dataset_id = $1)', [
        id,
      ]);
      await client.query('DELETE FROM run WHERE dataset_id = $1', [id]);
      await client.query('DELETE FROM ensemble WHERE dataset_id = $1', [id]);
      await client.query('DELETE FROM dataset WHERE id = $1', [id]);
      return true;
    },
    { bulk: true },
  );
}
