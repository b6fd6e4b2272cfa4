import { readMap, type RepresentationMap } from '@engram/core';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import type { NeighbourLists } from './neighbour-repository.ts';
import { bytesOf } from './representation-map-repository.ts';

/** What was published of the representations of datapoints, which do not depend on the views that a run measures. */
export interface Represented {
  neighbours: NeighbourLists;
  map: RepresentationMap;
}

/**
 * Nearest neighbours and map that an earlier run found by the same code, of the same datapoints under the encoder of this checkpoint, in
 * the same distance; null where there is none. An engine may have found them that is not this run's, which tells in their last digits.
 */
export async function findBefore(
  store: Store,
  runId: string,
  checkpointHash: string,
): Promise<Represented | null> {
  const [earlier] = await query<{ id: string }>(
    store,
    `SELECT r.id FROM run own
     JOIN run r ON r.ensemble_id = own.ensemble_id AND r.code_version = own.code_version AND r.id <> own.id
     JOIN representation_map m ON m.run_id = r.id AND m.checkpoint_hash = $2
     WHERE own.id = $1 AND r.config #> '{scoring,distance}' = own.config #> '{scoring,distance}'
       AND r.config #> '{scoring,unitNorm}' = own.config #> '{scoring,unitNorm}'
     ORDER BY r.finished_at LIMIT 1`,
    [runId, checkpointHash],
  );
  if (!earlier) return null;
  const [map, neighbours] = await Promise.all([bytesOf(store, earlier.id), listsOf(store, earlier.id)]);
  // It may be removed meanwhile.
  return map && neighbours && { neighbours, map: readMap(new Uint8Array(map).buffer) };
}

async function listsOf(store: Store, runId: string): Promise<NeighbourLists | null> {
  const rows = await query<{ index: number; neighbours: number[]; distances: number[] }>(
    store,
    'SELECT index, neighbours, distances FROM neighbour WHERE run_id = $1 ORDER BY index',
    [runId],
  );
  const k = rows[0]?.neighbours.length ?? 0;
  if (k === 0) return null;
  const lists: NeighbourLists = {
    k,
    indices: Int32Array.from(rows, ({ index }) => index),
    neighbours: new Int32Array(rows.length * k),
    distances: new Float32Array(rows.length * k),
  };
  rows.forEach((row, n) => {
    lists.neighbours.set(row.neighbours, n * k);
    lists.distances.set(row.distances, n * k);
  });
  return lists;
}
