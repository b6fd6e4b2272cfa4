import { DomainError } from '@engram/core';
import { query } from './query.ts';
import { Parameters, scoreCondition, type ScoreFilter } from './score-filter.ts';
import type { Store } from './store.ts';

export interface ScoreHistogram {
  /** bins + 1 edges from the smallest to the largest value; empty when no score has a value. */
  edges: number[];
  /** Scores in each bin [edge, next edge), the last one closed; their sum is total − missing. */
  counts: number[];
  /** Scores that match the filter. */
  total: number;
  /** Those among them without a value. */
  missing: number;
}

/** Bins of equal width over the values that match, counted in the database in one statement. */
export async function histogram(store: Store, filter: ScoreFilter, bins: number): Promise<ScoreHistogram> {
  if (!Number.isInteger(bins) || bins < 1 || bins > 1000)
    throw new DomainError('INVALID_ARGUMENT', `A histogram has 1 to 1000 bins, not ${bins}.`);
  const parameters = new Parameters();
  const where = scoreCondition(filter, parameters);
  const size = parameters.add(bins, 'int4');
  const [row] = await query<{
    low: number | null;
    high: number | null;
    total: number;
    missing: number;
    filled: number[];
  }>(
    store,
    `WITH matched AS MATERIALIZED (SELECT s.value FROM score s WHERE ${where}),
       span AS (SELECT min(value) AS low, max(value) AS high, count(*) AS total, count(*) - count(value) AS missing FROM matched),
       binned AS (
         SELECT coalesce(least(${size} - 1, floor((value - low) / nullif(high - low, 0) * ${size})), 0)::int4 AS bin, count(*) AS n
         FROM matched, span WHERE value IS NOT NULL GROUP BY 1)
     SELECT low, high, total::float8 AS total, missing::float8 AS missing,
       ARRAY(SELECT coalesce(b.n, 0)::float8 FROM generate_series(0, ${size} - 1) g LEFT JOIN binned b ON b.bin = g ORDER BY g) AS filled
     FROM span`,
    parameters.values,
  );
  const { low, high, total, missing, filled } = row!;
  if (low === null || high === null) return { edges: [], counts: [], total, missing };
  // A single value still needs a bin with a width.
  const [from, to] = low === high ? [low, low + (Math.abs(low) || 1) * 1e-9] : [low, high];
  const edges = Array.from({ length: bins + 1 }, (_, at) =>
    at === bins ? to : from + ((to - from) * at) / bins,
  );
  return { edges, counts: filled, total, missing };
}
