import { sameNumbers, type RankingColumns } from '@engram/core';
import type pg from 'pg';
import { isUuid } from '../database/address-for-people.ts';
import { getOrLoadMany, cachePerStore } from '../statements/per-store-cache.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/**
 * The ranking that follows from the scores of the run $1: by ascending index, the indices of the identifiable scores and their
 * ranks (negative where a score equals the one of the rank before), int4 in network order.
 */
export const rankingSql = `SELECT coalesce(string_agg(int4send(index), ''::bytea ORDER BY index), ''::bytea) AS indices,
    coalesce(string_agg(int4send(CASE WHEN value = previous THEN -place ELSE place END), ''::bytea ORDER BY index), ''::bytea) AS ranks
  FROM (SELECT index, value, lag(value) OVER w AS previous, (row_number() OVER w)::int4 AS place
        FROM score WHERE run_id = $1 AND value IS NOT NULL WINDOW w AS (ORDER BY value DESC, index)) placed`;

/** Keeps the ranking of a run that is being published in columns, so that runs can be compared without reading their scores. */
export async function insertRanking(client: pg.PoolClient, runId: string): Promise<void> {
  await client.query(
    `INSERT INTO run_ranking (run_id, indices, ranks) SELECT $1, indices, ranks FROM (${rankingSql}) ranking`,
    [runId],
  );
}

export interface RunRanking extends RankingColumns {
  datasetId: string;
}

/** Rankings never change once they are published; 64 MiB hold those of 33 runs of 250,000 scores. */
const rankingCache = cachePerStore<RunRanking>({
  maxBytes: 64 * 2 ** 20,
  bytesOf: ({ indices, ranks }) => indices.byteLength + ranks.byteLength,
});

/** Rankings by run, not to be written to; runs without scores are left out. Runs that rank the same datapoints share `indices`. */
export async function findRankings(
  store: Store,
  runIds: readonly string[],
): Promise<Map<string, RunRanking>> {
  const cache = rankingCache(store);
  return getOrLoadMany(cache, runIds.filter(isUuid), async (unknown) => {
    const rows = await query<{ runId: string; datasetId: string; indices: Buffer; ranks: Buffer }>(
      store,
      `SELECT k.run_id AS "runId", r.dataset_id AS "datasetId", k.indices, k.ranks
       FROM run_ranking k JOIN run r ON r.id = k.run_id WHERE k.run_id = ANY($1::uuid[])`,
      [unknown],
    );
    const columns = new Set([...cache.values()].map(({ indices }) => indices));
    const shared = (indices: Int32Array): Int32Array => {
      const known = [...columns].find((column) => sameNumbers(column, indices));
      if (!known) columns.add(indices);
      return known ?? indices;
    };
    return new Map(
      rows.map(({ runId, datasetId, indices, ranks }) => [
        runId,
        { datasetId, indices: shared(numbersOf(indices)), ranks: numbersOf(ranks) },
      ]),
    );
  });
}

function numbersOf(column: Buffer): Int32Array {
  // A copy, since a slice of the driver's memory need not begin at a whole number.
  const numbers = new Int32Array(column.length / 4);
  Buffer.from(numbers.buffer).set(column);
  Buffer.from(numbers.buffer).swap32();
  return numbers;
}
