import { DomainError, rankDisagreements, type RankDisagreements } from '@engram/core';
import { getOrLoad, cachePerStore } from '../statements/per-store-cache.ts';
import { query } from '../statements/query.ts';
import { findRankings } from './run-ranking.ts';
import type { Store } from '../store.ts';

export interface DisagreementOptions {
  /** Datapoints in each direction. */
  first: number;
  /** Latent classes looked at; all when left out. */
  classes?: readonly number[];
}

/** Of published runs they never change. */
const disagreementCache = cachePerStore<RankDisagreements>({
  maxBytes: 4 * 2 ** 20,
  bytesOf: ({ higherInA, higherInB }) => 50 * (higherInA.length + higherInB.length),
});

/**
 * Where the rankings of two published runs differ most, read from their columns: 8 bytes a score, no row. Not to be written to.
 * @throws DomainError INVALID_ARGUMENT when the runs share no identifiable datapoint
 */
export async function disagreements(
  store: Store,
  a: string,
  b: string,
  { first, classes }: DisagreementOptions,
): Promise<RankDisagreements> {
  const key = [a, b, first, ...(classes ? ['of', ...classes] : [])].join(' ');
  return getOrLoad(disagreementCache(store), key, async () => {
    const [rankings, isChosen] = [
      await findRankings(store, [a, b]),
      classes && (await membership(store, a, classes)),
    ];
    const found = rankDisagreements(rankings.get(a)!, rankings.get(b)!, first, isChosen);
    if (found.count === 0 && !classes)
      throw new DomainError(
        'INVALID_ARGUMENT',
        `The runs ${a} and ${b} have no identifiable datapoint in common, so that their rankings cannot be compared.`,
      );
    return { value: found, isFinal: true };
  });
}

/** Tells the datapoints of some classes apart; their indices come as one column. */
async function membership(
  store: Store,
  runId: string,
  classes: readonly number[],
): Promise<(index: number) => boolean> {
  const [row] = await query<{ indices: Buffer }>(
    store,
    `SELECT coalesce(string_agg(int4send(index), ''::bytea), ''::bytea) AS indices
     FROM score WHERE run_id = $1 AND class = ANY($2::int4[])`,
    [runId, classes],
  );
  const column = row!.indices;
  const members = new Set<number>();
  for (let at = 0; at < column.length; at += 4) members.add(column.readInt32BE(at));
  return (index) => members.has(index);
}

/** What two runs say of one latent class, over its datapoints that are identifiable in both. */
export interface ClassDifference {
  /** null = the datapoints of no known class. */
  class: number | null;
  count: number;
  meanA: number;
  meanB: number;
  /** Mean percentiles, each within the whole ranking of its run. */
  percentileA: number;
  percentileB: number;
}

/** Of published runs they never change. */
const differenceCache = cachePerStore<ClassDifference[]>({
  maxBytes: 4 * 2 ** 20,
  bytesOf: (classes) => 100 * classes.length,
});

/** Two runs class by class, in one statement, and not to be written to; empty when they share no identifiable datapoint. */
export async function classDifferences(store: Store, a: string, b: string): Promise<ClassDifference[]> {
  return getOrLoad(differenceCache(store), `${a} ${b}`, async () => {
    const found = await query<ClassDifference>(
      store,
      `SELECT x.class, count(*)::int4 AS count, avg(x.value) AS "meanA", avg(y.value) AS "meanB",
         avg(x.percentile) AS "percentileA", avg(y.percentile) AS "percentileB"
       FROM score x JOIN score y ON y.run_id = $2 AND y.index = x.index
       WHERE x.run_id = $1 AND x.value IS NOT NULL AND y.value IS NOT NULL
       GROUP BY x.class ORDER BY x.class`,
      [a, b],
    );
    // One of the two may not have published yet.
    return { value: found, isFinal: found.length > 0 };
  });
}
