import { DomainError, type Histogram } from '@engram/core';
import { query } from '../statements/query.ts';
import { resolveFilter } from '../rankings/score-agreement.ts';
import { scoreCondition, type ScoreFilter } from './score-filter.ts';
import { Parameters } from '../statements/parameters.ts';
import type { Store } from '../store.ts';

interface Row {
  low: number;
  high: number;
  total: number;
  missing: number;
  filled: number[];
}

/** The ends of the first and the last bin; equal values lie in the middle of a range of 1. */
const ends = `CASE WHEN least = most THEN least - 0.5 ELSE least END AS low,
  CASE WHEN least = most THEN most + 0.5 ELSE most END AS high`;

/** The `histogram` of core over the values that match, counted in the database in one statement. */
export async function histogram(store: Store, filter: ScoreFilter, bins: number): Promise<Histogram> {
  if (!Number.isInteger(bins) || bins < 1 || bins > 1000)
    throw new DomainError('INVALID_ARGUMENT', `A histogram has 1 to 1000 bins, not ${bins}.`);
  if (hasNoMoreThan(filter, [])) {
    const known = (await histogramsOfRuns(store, [filter.run], bins)).get(filter.run);
    if (known) return known;
  }
  if (hasNoMoreThan(filter, ['classes', 'value'])) return fromIndex(store, filter, bins);
  const parameters = new Parameters();
  const where = scoreCondition(await resolveFilter(store, filter), parameters);
  const size = parameters.add(bins, 'int4');
  const [row] = await query<Row>(
    store,
    `WITH matched AS MATERIALIZED (SELECT s.value FROM score s WHERE ${where}),
       seen AS (SELECT coalesce(min(value), 0) AS least, coalesce(max(value), 1) AS most,
                  count(value)::float8 AS total, (count(*) - count(value))::float8 AS missing FROM matched),
       span AS (SELECT ${ends}, total, missing FROM seen),
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

/** Whether a filter asks for nothing but its run and the members named. */
function hasNoMoreThan(filter: ScoreFilter, names: readonly (keyof ScoreFilter)[]): boolean {
  const members = Object.keys(filter) as (keyof ScoreFilter)[];
  return members.every((name) => name === 'run' || names.includes(name) || (filter[name] ?? null) === null);
}

/**
 * The histograms of whole published runs by one probe of an index an edge: the rank of the smallest score from the edge up is
 * the number of scores from there up. Runs where there is no rank to read are left out.
 */
export async function histogramsOfRuns(
  store: Store,
  runs: readonly string[],
  bins: number,
): Promise<Map<string, Histogram>> {
  const end = (order: string): string =>
    `(SELECT value FROM score WHERE run_id = r.id AND value IS NOT NULL ORDER BY value ${order} LIMIT 1)`;
  const rows = await query<Row & { run: string; above: (number | null)[] }>(
    store,
    `WITH seen AS (SELECT r.id AS run, ${end('ASC NULLS FIRST, index DESC')} AS least, ${end('DESC NULLS LAST, index')} AS most,
         r.identifiable_count::float8 AS total, (r.scored_count - r.identifiable_count)::float8 AS missing
         FROM run r WHERE r.id = ANY($1::uuid[]) AND r.identifiable_count > 0),
       -- Materialized, or the ends would be looked for again at every edge.
       span AS MATERIALIZED (SELECT run, ${ends}, total, missing FROM seen)
     SELECT run, low, high, total, missing,
       ARRAY(SELECT (SELECT s.rank FROM score s WHERE s.run_id = span.run AND s.value >= span.low + g * ((span.high - span.low) / $2)
                     ORDER BY s.value ASC NULLS FIRST, s.index DESC LIMIT 1)::float8
             FROM generate_series(1, $2 - 1) g ORDER BY g) AS above
     FROM span`,
    [runs, bins],
    { prepared: true },
  );
  const found = new Map<string, Histogram>();
  for (const row of rows) {
    const above = [row.total, ...row.above, 0];
    if (above.includes(null)) continue;
    const filled = Array.from({ length: bins }, (_, at) => above[at]! - above[at + 1]!);
    found.set(row.run, fromRow({ ...row, filled }, bins));
  }
  return found;
}

/** The histogram of classes within a range, bin by bin from the index on (run, class, value): nothing is gathered or sorted. */
async function fromIndex(store: Store, filter: ScoreFilter, bins: number): Promise<Histogram> {
  const parameters = new Parameters();
  const where = scoreCondition(filter, parameters);
  const size = parameters.add(bins, 'int4');
  const edge = (number: string): string => `span.low + ${number} * ((span.high - span.low) / ${size})`;
  const [row] = await query<Omit<Row, 'total'>>(
    store,
    `WITH seen AS MATERIALIZED (SELECT coalesce((SELECT min(s.value) FROM score s WHERE ${where}), 0) AS least,
         coalesce((SELECT max(s.value) FROM score s WHERE ${where}), 1) AS most),
       span AS MATERIALIZED (SELECT ${ends} FROM seen)
     SELECT low, high, (SELECT count(*)::float8 FROM score s WHERE ${where} AND s.value IS NULL) AS missing,
       ARRAY(SELECT (SELECT count(*)::float8 FROM score s WHERE ${where} AND s.value >= ${edge('g')}
                       AND s.value < CASE WHEN g = ${size} - 1 THEN 'infinity' ELSE ${edge('(g + 1)')} END)
             FROM generate_series(0, ${size} - 1) g ORDER BY g) AS filled
     FROM span`,
    parameters.values,
  );
  const total = row!.filled.reduce((sum, count) => sum + count, 0);
  return fromRow({ ...row!, total }, bins);
}
