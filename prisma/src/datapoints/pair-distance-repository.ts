import type { PairMeans } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import type { ColumnType, CopyValue } from '../statements/copy-encoder.ts';
import { bytesOfFloat32s, float32sOfBytes } from '../scores/float32-bytes.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** Distances of the views of a datapoint pair by pair, as a run publishes them. */
export interface PairDistances extends PairMeans {
  index: number;
}

export interface PairDistanceKey {
  runId: string;
  index: number;
}

export interface PairDistanceRow extends PairDistances {
  runId: string;
}

/** Columns of the table `pair_distance`, in the order of `pairDistanceValues`. */
export const pairDistanceColumns = {
  run_id: 'uuid',
  index: 'int4',
  distances_in: 'bytea',
  distances_out: 'bytea',
} as const satisfies Record<string, ColumnType>;

export function* pairDistanceValues(runId: string, rows: Iterable<PairDistances>): Generator<CopyValue[]> {
  for (const { index, distancesIn, distancesOut } of rows)
    yield [
      runId,
      index,
      distancesIn && bytesOfFloat32s(distancesIn),
      distancesOut && bytesOfFloat32s(distancesOut),
    ];
}

interface Stored {
  runId: string;
  index: number;
  distancesIn: Buffer | null;
  distancesOut: Buffer | null;
}

/** The pair distances of datapoints in runs; those that have none are left out. */
export async function findByKeys(store: Store, keys: readonly PairDistanceKey[]): Promise<PairDistanceRow[]> {
  const known = keys.filter((key) => isUuid(key.runId));
  const rows = await query<Stored>(
    store,
    `SELECT run_id AS "runId", index, p.distances_in AS "distancesIn", p.distances_out AS "distancesOut"
     FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[])) AS k(run_id, index) JOIN pair_distance p USING (run_id, index)`,
    [known.map((key) => key.runId), known.map((key) => key.index)],
  );
  return rows.map(({ distancesIn, distancesOut, ...key }) => ({
    ...key,
    distancesIn: distancesIn && float32sOfBytes(distancesIn),
    distancesOut: distancesOut && float32sOfBytes(distancesOut),
  }));
}

/**
 * Keeps the distances under one encoder until its run is published; keeping them again replaces them, so that a step may be
 * repeated after a crash. Those that come late, from a worker that was cut off, are dropped.
 * @param distances [N, M(M − 1)/2] in the run's order
 */
export async function insertOfEncoder(
  store: Store,
  runId: string,
  encoder: number,
  distances: Float32Array,
): Promise<void> {
  await query(
    store,
    `INSERT INTO encoder_pair_distance (run_id, encoder, distances)
     SELECT id, $2, $3 FROM run WHERE id = $1 AND status <> 'SUCCEEDED' FOR KEY SHARE
     ON CONFLICT (run_id, encoder) DO UPDATE SET distances = excluded.distances`,
    [runId, encoder, Buffer.from(bytesOfFloat32s(distances).buffer)],
  );
}

/** What `insertOfEncoder` stored; null when it stored nothing, or the run is published. */
export async function findOfEncoder(
  store: Store,
  runId: string,
  encoder: number,
): Promise<Float32Array | null> {
  if (!isUuid(runId)) return null;
  const [row] = await query<{ distances: Buffer }>(
    store,
    'SELECT distances FROM encoder_pair_distance WHERE run_id = $1 AND encoder = $2',
    [runId, encoder],
  );
  return row ? float32sOfBytes(row.distances) : null;
}
