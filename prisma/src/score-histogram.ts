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
  if (isWholeRun(filter)) {
    const known = await fromRanks(store, filter.run, bins);
    if (known) return known;
  }
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
  return fromRow(row!, bins);
}

function fromRow({ low, high, total, missing, filled }: Row, bins: number): Histogram {
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, at) => (at === bins ? high : low + at * width));
  return { edges, counts: filled, total, missing };
}

function isWholeRun({ run: _, ...conditions }: ScoreFilter): boolean {
  return Object.values(conditions).every((condition) => condition === undefined || condition === null);
}

/**
 * The histogram of a whole published run by one probe of an index an edge: the rank of the smallest score from the edge up is
 * the number of scores from there up. null when there is no rank to read.
 */
async function fromRanks(store: Store, run: string, bins: number): Promise<Histogram | null> {
  const end = (order: string): string =>
    `(SELECT value FROM score WHERE run_id = r.id AND value IS NOT NULL ORDER BY value ${order} LIMIT 1)`;
  const [row] = await query<Row & { above: (number | null)[] }>(
    store,
    `WITH ends AS (SELECT ${end('ASC NULLS FIRST, index DESC')} AS least, ${end('DESC NULLS LAST, index')} AS most,
         r.identifiable_count::float8 AS total, (r.scored_count - r.identifiable_count)::float8 AS missing
         FROM run r WHERE r.id = $1 AND r.identifiable_count > 0),
       -- Materialized, or the ends would be looked for again at every edge.
       span AS MATERIALIZED (SELECT CASE WHEN least = most THEN least - 0.5 ELSE least END AS low,
                  CASE WHEN least = most THEN most + 0.5 ELSE most END AS high, total, missing FROM ends)
     SELECT low, high, total, missing,
       ARRAY(SELECT (SELECT s.rank FROM score s WHERE s.run_id = $1 AND s.value >= span.low + g * ((span.high - span.low) / $2)
                     ORDER BY s.value ASC NULLS FIRST, s.index DESC LIMIT 1)::float8
             FROM generate_series(1, $2 - 1) g ORDER BY g) AS above
     FROM span`,
    [run, bins],
  );
  if (!row) return null;
  const above = [row.total, ...row.above, 0];
  if (above.includes(null)) return null;
  const filled = Array.from({ length: bins }, (_, at) => above[at]! - above[at + 1]!);
  return fromRow({ ...row, filled }, bins);
}
