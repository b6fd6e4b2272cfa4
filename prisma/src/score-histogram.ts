import { DomainError, type Histogram } from '@engram/core';
import { query } from './query.ts';
import { Parameters, scoreCondition, type ScoreFilter } from './score-filter.ts';
import type { Store } from './store.ts';

interface Row {
  low: number;
  high: number;
  total: number;
  missing: number;
  filled: number[];
}

/** The `histogram` of core over the values that match, counted in the database in one statement. */
export async function histogram(store: Store, filter: ScoreFilter, bins: number): Promise<Histogram> {
  if (!Number.isInteger(bins) || bins < 1 || bins > 1000)
    throw new DomainError('INVALID_ARGUMENT', `A histogram has 1 to 1000 bins, not ${bins}.`);
  const parameters = new Parameters();
  const where = scoreCondition(filter, parameters);
  const size = parameters.add(bins, 'int4');
  const [row] = await query<Row>(
    store,
    `WITH matched AS MATERIALIZED (SELECT s.value FROM score s WHERE ${where}),
       seen AS (SELECT coalesce(min(value), 0) AS least, coalesce(max(value), 1) AS most,
                  count(value)::float8 AS total, (count(*) - count(value))::float8 AS missing FROM matched),
       span AS (SELECT CASE WHEN least = most THEN least - 0.5 ELSE least END AS low,
                  CASE WHEN least = most THEN most + 0.5 ELSE most END AS high, total, missing FROM seen),
       guessed AS (SELECT value, low, (high - low) / ${size} AS width, least(${size} - 1, floor((value - low) / ((high - low) / ${size}))) AS bin
                   FROM matched, span WHERE value IS NOT NULL),
       -- The division may round across an edge; the edges that are shown decide.
       binned AS (SELECT CASE WHEN value < low + bin * width THEN bin - 1
                    WHEN bin < ${size} - 1 AND value >= low + (bin + 1) * width THEN bin + 1 ELSE bin END AS bin, count(*) AS n
                  FROM guessed GROUP BY 1)
     SELECT low, high, total, missing,
       ARRAY(SELECT coalesce(b.n, 0)::float8 FROM generate_series(0, ${size} - 1) g LEFT JOIN binned b ON b.bin = g ORDER BY g) AS filled
     FROM span`,
    parameters.values,
  );
  const { low, high, total, missing, filled } = row!;
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, at) => (at === bins ? high : low + at * width));
  return { edges, counts: filled, total, missing };
}
