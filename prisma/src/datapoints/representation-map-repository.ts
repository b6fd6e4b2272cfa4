import { packMap, type Projection, type RepresentationMap } from '@engram/core';
import type pg from 'pg';
import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

export interface MapRow {
  runId: string;
  projection: Projection;
  /** Datapoints on it. */
  count: number;
}

/**
 * Inside the transaction that publishes the run.
 * @param checkpointHash of the encoder whose representations it shows; null where it is not known
 */
export async function insertMap(
  client: pg.PoolClient,
  runId: string,
  map: RepresentationMap,
  checkpointHash: string | null,
): Promise<void> {
  await client.query(
    `INSERT INTO representation_map (run_id, projection, count, points, checkpoint_hash)
     VALUES ($1, $2, $3, $4, $5)`,
    [runId, map.projection, map.index.length, Buffer.from(packMap(map)), checkpointHash],
  );
}

/** What is known of the maps of runs; those that have none are left out. */
export async function findByRuns(store: Store, runIds: readonly string[]): Promise<MapRow[]> {
  return query(
    store,
    'SELECT run_id AS "runId", projection, count FROM representation_map WHERE run_id = ANY($1::uuid[])',
    [runIds.filter(isUuid)],
  );
}

/** As core's packMap wrote them; null for a run without a map. */
export async function bytesOf(store: Store, runId: string): Promise<Buffer | null> {
  if (!isUuid(runId)) return null;
  const [row] = await query<{ points: Buffer }>(
    store,
    'SELECT points FROM representation_map WHERE run_id = $1',
    [runId],
  );
  return row?.points ?? null;
}
