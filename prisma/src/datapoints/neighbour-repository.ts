import { isUuid } from '../database/address-for-people.ts';
import type { ColumnType, CopyValue } from '../statements/copy-encoder.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** Nearest neighbours as a run publishes them; indices are those of its dataset. */
export interface NeighbourLists {
  /** Neighbours of each datapoint. */
  k: number;
  /** [N] datapoints that have neighbours */
  indices: Int32Array;
  /** [N, k] nearest first */
  neighbours: Int32Array;
  /** [N, k] */
  distances: Float32Array;
}

export interface NeighbourKey {
  runId: string;
  /** Dataset of the datapoint; a run on another one has no neighbours for it. */
  datasetId: string;
  index: number;
}

export interface NeighbourRow extends NeighbourKey {
  /** Indices in the dataset, nearest first. */
  neighbours: number[];
  distances: number[];
}

/** Columns of the table `neighbour`, in the order of `neighbourValues`. */
export const neighbourColumns = {
  run_id: 'uuid',
  index: 'int4',
  neighbours: 'int4[]',
  distances: 'float4[]',
} as const satisfies Record<string, ColumnType>;

export function* neighbourValues(runId: string, lists: NeighbourLists): Generator<CopyValue[]> {
  const { k, indices, neighbours, distances } = lists;
  for (let n = 0; n < indices.length; n++) {
    const [from, to] = [n * k, (n + 1) * k];
    yield [runId, indices[n]!, neighbours.subarray(from, to), distances.subarray(from, to)];
  }
}

/** The neighbours of datapoints in runs; those that have none are left out. */
export async function findByKeys(store: Store, keys: readonly NeighbourKey[]): Promise<NeighbourRow[]> {
  const known = keys.filter((key) => isUuid(key.runId) && isUuid(key.datasetId));
  return query(
    store,
    `SELECT k.run_id AS "runId", k.dataset_id AS "datasetId", k.index, n.neighbours, n.distances
     FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::int4[])) AS k(run_id, dataset_id, index)
     JOIN run r ON r.id = k.run_id AND r.dataset_id = k.dataset_id
     JOIN neighbour n ON n.run_id = k.run_id AND n.index = k.index`,
    [known.map((key) => key.runId), known.map((key) => key.datasetId), known.map((key) => key.index)],
  );
}
