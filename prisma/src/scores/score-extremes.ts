import { isUuid } from '../database/address-for-people.ts';
import { Parameters } from '../statements/parameters.ts';
import { query } from '../statements/query.ts';
import { range, type FloatRange } from './score-filter.ts';
import { storedScoreJoins, storedScoreSelect, type StoredScore } from './stored-score.ts';
import type { Store } from '../store.ts';

export interface ClassExtremes {
  class: number;
  /** Least memorized first. */
  typical: StoredScore[];
  /** Most memorized first. */
  atypical: StoredScore[];
}

export interface ExtremesOptions {
  perClass: number;
  /** Leaves out of the atypical datapoints those whose P(top 5 %) is smaller or missing; null leaves none out. */
  minTopFraction?: number | null;
  /** Leaves out all scores beyond it. */
  value?: FloatRange | null;
}

/** The most typical and most atypical datapoints of every class that has a score, in one statement. */
export async function extremes(
  store: Store,
  runId: string,
  { perClass, minTopFraction = null, value = null }: ExtremesOptions,
): Promise<ClassExtremes[]> {
  if (!isUuid(runId)) return [];
  const parameters = new Parameters();
  const asked: Asked = {
    run: parameters.add(runId, 'uuid'),
    most: parameters.add(perClass, 'int4'),
    within: ['s.value IS NOT NULL', ...range('s.value', value, parameters)].join(' AND '),
  };
  const atypical =
    minTopFraction === null
      ? endOfClasses(asked, 'DESC NULLS LAST')
      : surelyAtypical(asked, parameters.add(minTopFraction, 'float8'));
  const rows = await query<StoredScore & { kind: 'typical' | 'atypical' }>(
    store,
    `WITH picked AS (
       SELECT 'typical' AS kind, t.* FROM (${endOfClasses(asked, 'ASC NULLS FIRST')}) t
       UNION ALL SELECT 'atypical' AS kind, t.* FROM (${atypical}) t)
     SELECT s.kind, ${storedScoreSelect} FROM picked s ${storedScoreJoins}
     ORDER BY s.class, s.kind, CASE s.kind WHEN 'typical' THEN s.value ELSE -s.value END, s.index`,
    parameters.values,
  );
  const classes = new Map<number, ClassExtremes>();
  for (const { kind, ...score } of rows) {
    const index = score.class!;
    const entry = classes.get(index) ?? { class: index, typical: [], atypical: [] };
    entry[kind].push(score);
    classes.set(index, entry);
  }
  return [...classes.values()];
}

/** Parts of the statement. */
interface Asked {
  run: string;
  /** Of a class at each end. */
  most: string;
  /** Which scores. */
  within: string;
}

/** The first scores of each class in the order of its index. */
const endOfClasses = ({ run, most, within }: Asked, order: string): string => `
  SELECT p.*, 0::bigint AS place FROM run q JOIN latent_class c ON c.dataset_id = q.dataset_id CROSS JOIN LATERAL (
    SELECT s.* FROM score s WHERE s.run_id = q.id AND s.class = c.index AND ${within}
    ORDER BY s.value ${order}, s.index LIMIT ${most}) p
  WHERE q.id = ${run}`;

/** The largest scores of each class with a P(top 5 %) of `least` or more: from .5 up at most a tenth of the run is read, since they sum to a twentieth. */
const surelyAtypical = ({ run, most, within }: Asked, least: string): string => `
  SELECT * FROM (
    SELECT s.*, row_number() OVER (PARTITION BY s.class ORDER BY s.value DESC, s.index) AS place
    FROM score s WHERE s.run_id = ${run} AND s.class IS NOT NULL AND ${within} AND s.top_fraction >= ${least}) surely
  WHERE place <= ${most}`;
