import type { RankingColumns } from '@engram/core';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { isUuid } from './address.ts';
import { query } from './query.ts';
import type { Store } from './store.ts';

/**
 * Keeps the ranking of a run that is being published in columns, so that runs can be compared without reading their scores:
 * by ascending index, the indices of the identifiable scores and their ranks (negative where a score equals the one of the
 * rank before), int4 in network order.
 */
export async function keepRanking(client: pg.PoolClient, runId: string): Promise<void> {
  await client.query(
    `INSERT INTO run_ranking (run_id, indices, ranks)
     SELECT $1, coalesce(string_agg(int4send(index), ''::bytea ORDER BY index), ''::bytea),
       coalesce(string_agg(int4send(CASE WHEN value = previous THEN -place ELSE place END), ''::bytea ORDER BY index), ''::bytea)
     FROM (SELECT index, value, lag(value) OVER w AS previous, (row_number() OVER w)::int4 AS place
           FROM score WHERE run_id = $1 AND value IS NOT NULL WINDOW w AS (ORDER BY value DESC, index)) placed`,
    [runId],
  );
}

/** What a process keeps of the rankings that it read last: they never change once they are published. */
const mostKeptBytes = 64 * 1024 * 1024;
const kept = new WeakMap<Store['pool'], LRUCache<string, RankingColumns>>();

/** By pool: a store that `limitedBy` made is the same store. */
function keptOf({ pool }: Store): LRUCache<string, RankingColumns> {
  const sizeCalculation = ({ indices, ranks }: RankingColumns): number =>
    Math.max(1, indices.byteLength + ranks.byteLength);
  const rankings = kept.get(pool) ?? new LRUCache({ maxSize: mostKeptBytes, sizeCalculation });
  kept.set(pool, rankings);
  return rankings;
}

/** Rankings by run, not to be written to; runs without scores are left out. */
export async function findRankings(
  store: Store,
  runIds: readonly string[],
): Promise<Map<string, RankingColumns>> {
  const kept = keptOf(store);
  const found = new Map<string, RankingColumns>();
  for (const id of runIds) {
    const ranking = kept.get(id);
    if (ranking) found.set(id, ranking);
  }
  const unknown = runIds.filter((id) => isUuid(id) && !found.has(id));
  if (unknown.length === 0) return found;
  const rows = await query<{ runId: string; indices: Buffer; ranks: Buffer }>(
    store,
    'SELECT run_id AS "runId", indices, ranks FROM run_ranking WHERE run_id = ANY($1::uuid[])',
    [unknown],
  );
  for (const { runId, indices, ranks } of rows) {
    const ranking = { indices: numbersOf(indices), ranks: numbersOf(ranks) };
    found.set(runId, ranking);
    kept.set(runId, ranking);
  }
  return found;
}

function numbersOf(column: Buffer): Int32Array {
  // A copy, since a slice of the driver's memory need not begin at a whole number.
  const numbers = new Int32Array(column.length / 4);
  Buffer.from(numbers.buffer).set(column);
  Buffer.from(numbers.buffer).swap32();
  return numbers;
}
