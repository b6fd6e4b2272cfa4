import type pg from 'pg';
import { withConnection } from '../connections/connection.ts';
import { configHash } from '../hash.ts';

/**
 * Writes the hashes of ensembles that the migration made of runs, which SQL cannot compute. Equal ones are numbered in the order they
 * were made. Does nothing when there are none; several processes may do it at once.
 */
export async function hashEnsembles(pool: pg.Pool): Promise<void> {
  await withConnection(pool, async (client) => {
    const { rows } = await client.query<{ id: string; config: object }>(
      `SELECT id, config FROM ensemble WHERE hash LIKE 'run %' ORDER BY created_at, id`,
    );
    for (const { id, config } of rows)
      await client.query(
        `UPDATE ensemble e SET hash = $2, copy = (SELECT count(*) FROM ensemble o
             WHERE (o.dataset_id, o.code_version, o.hash) = (e.dataset_id, e.code_version, $2))
         WHERE id = $1 AND hash LIKE 'run %'`,
        [id, configHash(config)],
      );
  });
}
