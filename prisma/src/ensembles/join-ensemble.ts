import { transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';

/**
 * Joins a RUNNING run to its ensemble: the runs of one generation share its training. A run that joins while another one of the
 * present generation runs shares what is under way; otherwise a new generation begins, and whatever ended before is tried anew.
 * Joining again changes nothing.
 * @returns the generation
 */
export async function join(store: Store, runId: string): Promise<number> {
  return transaction(store, async (client) => {
    const { rows } = await client.query<{ id: string; generation: number; joined: number | null }>(
      `SELECT e.id, e.generation, r.generation AS joined FROM run r JOIN ensemble e ON e.id = r.ensemble_id
       WHERE r.id = $1 FOR UPDATE OF e`,
      [runId],
    );
    const { id, generation, joined } = rows[0]!;
    if (joined !== null) return joined;
    const { rowCount: others } = await client.query(
      `SELECT FROM run WHERE ensemble_id = $1 AND id <> $2 AND status = 'RUNNING' AND generation = $3 LIMIT 1`,
      [id, runId, generation],
    );
    const mine = others ? generation : generation + 1;
    await client.query('UPDATE ensemble SET generation = $2 WHERE id = $1', [id, mine]);
    await client.query('UPDATE run SET generation = $2 WHERE id = $1', [runId, mine]);
    return mine;
  });
}
