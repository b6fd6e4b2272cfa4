import { transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';

/**
 * Removes a dataset with its datapoints, runs and scores in one transaction. Nothing that people have measured is removed by
 * Engram itself; this is for planted data.
 * @returns whether there was one
 */
export async function remove(store: Store, slug: string): Promise<boolean> {
  return transaction(store, async (client) => {
    const { rows } = await client.query<{ id: string }>('SELECT id FROM dataset WHERE slug = $1 FOR UPDATE', [
      slug,
    ]);
    const id = rows[0]?.id;
    if (id === undefined) return false;
    await client.query('DELETE FROM score WHERE run_id IN (SELECT id FROM run WHERE dataset_id = $1)', [id]);
    await client.query('DELETE FROM run WHERE dataset_id = $1', [id]);
    await client.query('DELETE FROM ensemble WHERE dataset_id = $1', [id]);
    await client.query('DELETE FROM dataset WHERE id = $1', [id]);
    return true;
  });
}
