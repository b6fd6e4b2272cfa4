import { setImmediate } from 'node:timers/promises';
import {
  correlateShared,
  DomainError,
  overlapOfSame,
  overlapOfShared,
  rankTheSame,
  shareRankings,
  topSize,
  type RankCorrelations,
  type RankingColumns,
} from '@engram/core';
import { query } from '../statements/query.ts';
import { findRankings } from './run-ranking.ts';
import type { Store } from '../store.ts';

/** How far the rankings of two runs agree, over the datapoints that both can tell (are identifiable in both). */
export interface RunAgreement extends RankCorrelations {
  a: string;
  b: string;
  /** Shared identifiable datapoints N. */
  count: number;
  /** Size of the top of this pair: a percentage is one of the datapoints that these two share. */
  k: number;
  /** Fraction of the top k of a that is in the top k of b, 0–1. */
  overlap: number;
  /** k/N: what unrelated rankings would give. */
  chance: number;
}

export interface AgreementOptions {
  /** Size of the top, the same for all pairs; exactly one of the two. */
  k?: number;
  /** Size of the top in percent of the datapoints that the two runs of a pair share, rounded up: each pair has its own. */
  topPercent?: number;
}

interface Correlated extends RankCorrelations {
  a: string;
  b: string;
}

/**
 * Compares the rankings of published runs pair by pair, in the order of the runs. The rankings are read as columns, 8 bytes a
 * score; the correlations of a pair, which never change, are computed when first asked for and stored.
 * @returns the pairs, and the smallest k among them
 * @throws DomainError INVALID_ARGUMENT when two runs share no identifiable datapoint, or k is larger than what they share
 */
export async function agreement(
  store: Store,
  runIds: readonly string[],
  options: AgreementOptions,
): Promise<{ k: number; pairs: RunAgreement[] }> {
  const [rankings, known] = [await findRankings(store, runIds), await findCorrelations(store, runIds)];
  const compared = runIds.flatMap((a, at) =>
    runIds.slice(at + 1).map((b) => compare({ a, b }, rankings.get(a)!, rankings.get(b)!)),
  );
  const fewest = Math.min(...compared.map(({ count }) => count));
  const sizeOfTop = (count: number) => options.k ?? Math.max(1, topSize(count, options.topPercent!));
  const k = sizeOfTop(fewest);
  if (k > fewest)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `k is ${k}, but two of these runs share ${fewest} identifiable datapoints only; ask for a smaller k.`,
    );
  const fresh: (Correlated & { count: number })[] = [];
  const pairs: RunAgreement[] = [];
  for (const { a, b, count, overlap, correlate } of compared) {
    let found = known.get(keyOf(a, b));
    if (!found) {
      found = { a, b, ...correlate() };
      fresh.push({ ...found, count });
      // Other requests take their turn between two pairs.
      await setImmediate();
    }
    const { kendallTau, spearman } = found;
    const k = sizeOfTop(count);
    pairs.push({ a, b, count, k, overlap: overlap(k), chance: k / count, kendallTau, spearman });
  }
  if (fresh.length > 0) await cacheCorrelations(store, fresh);
  return { k, pairs };
}

interface Compared {
  a: string;
  b: string;
  count: number;
  overlap(k: number): number;
  correlate(): RankCorrelations;
}

/** Runs of one plan rank the same datapoints as a rule; where they do not, both are reduced to what they share. */
function compare(ids: { a: string; b: string }, a: RankingColumns, b: RankingColumns): Compared {
  if (rankTheSame(a, b) && a.indices.length > 0)
    return {
      ...ids,
      count: a.indices.length,
      overlap: (k) => overlapOfSame(a, b, k),
      correlate: () => correlateShared(shareRankings(a, b)),
    };
  const shared = shareRankings(a, b);
  if (shared.count === 0)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The runs ${ids.a} and ${ids.b} have no identifiable datapoint in common, so that their rankings cannot be compared.`,
    );
  return {
    ...ids,
    count: shared.count,
    overlap: (k) => overlapOfShared(shared, k),
    correlate: () => correlateShared(shared),
  };
}

/** Both correlations are the same from either side. */
const keyOf = (a: string, b: string): string => [a, b].sort().join(' ');

async function findCorrelations(store: Store, runIds: readonly string[]): Promise<Map<string, Correlated>> {
  const rows = await query<Correlated>(
    store,
    `SELECT a, b, kendall_tau AS "kendallTau", spearman FROM run_agreement
     WHERE a = ANY($1::uuid[]) AND b = ANY($1::uuid[])`,
    [runIds],
  );
  return new Map(rows.map((row) => [keyOf(row.a, row.b), row]));
}

async function cacheCorrelations(
  store: Store,
  found: readonly (Correlated & { count: number })[],
): Promise<void> {
  const ordered = found.map((pair) => ({ ...pair, ids: [pair.a, pair.b].sort() }));
  await query(
    store,
    `INSERT INTO run_agreement (a, b, count, kendall_tau, spearman)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int4[], $4::float8[], $5::float8[]) ON CONFLICT DO NOTHING`,
    [
      ordered.map(({ ids }) => ids[0]),
      ordered.map(({ ids }) => ids[1]),
      ordered.map(({ count }) => count),
      ordered.map(({ kendallTau }) => kendallTau),
      ordered.map(({ spearman }) => spearman),
    ],
  );
}
