import { depositTables, type Store } from '@engram/store';
import { expect } from 'vitest';
import type { PlantedSnapshot } from '../../../factories/deposit.ts';

/** Rows of every table that a deposit holds and the scores, without the store's own columns. */
export async function contentOf(
  store: Store,
  { runIds, experimentId }: Pick<PlantedSnapshot, 'runIds' | 'experimentId'>,
) {
  const content: Record<string, unknown[]> = {};
  for (const { name, columns, from, of } of depositTables) {
    const { rows } = await store.pool.query(
      `SELECT ${columns.map((column) => `t."${column}"`).join(', ')} FROM ${from}`,
      [of === 'experiment' ? [experimentId] : runIds],
    );
    expect(rows.length, name).toBeGreaterThan(0);
    content[name] = rows;
  }
  for (const table of ['score', 'run_ranking'])
    content[table] = (
      await store.pool.query(`SELECT * FROM ${table} WHERE run_id = ANY($1) ORDER BY run_id, 2`, [runIds])
    ).rows;
  content.run_state = (
    await store.pool.query(
      'SELECT status, config, config_hash, code_version, phase, fraction FROM run WHERE id = ANY($1) ORDER BY id',
      [runIds],
    )
  ).rows;
  return content;
}
