import type { Store } from '@engram/store';

/** Everything that is stored of a run, with the transaction that wrote each row. */
export async function writtenOf(store: Store, id: string): Promise<unknown[]> {
  const rowsOf = async (table: string, of: string) =>
    (
      await store.pool.query(
        `SELECT '${table}' AS of, t.xmin::text AS written, t::text AS content FROM ${table} t WHERE ${of} ORDER BY 3`,
        [id],
      )
    ).rows;
  return [
    ...(await rowsOf('run', 'id = $1')),
    ...(await rowsOf('encoder', 'ensemble_id = (SELECT ensemble_id FROM run WHERE id = $1)')),
    ...(await rowsOf('encoder_measurement', 'run_id = $1')),
    ...(await rowsOf('score', 'run_id = $1')),
    ...(await rowsOf('encoder_pair_distance', 'run_id = $1')),
  ];
}

/** The files that PostgreSQL has of a store, with the transaction that wrote each. */
export const artifactsOf = async (store: Store): Promise<unknown[]> =>
  (await store.pool.query('SELECT path, sha256, xmin::text AS written FROM artifact ORDER BY path')).rows;
