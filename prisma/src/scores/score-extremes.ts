import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
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
}

/** The most typical and most atypical datapoints of every class that has a score, in one statement. */
export async function extremes(
  store: Store,
  runId: string,
  { perClass, minTopFraction = null }: ExtremesOptions,
): Promise<ClassExtremes[]> {
  if (!isUuid(runId)) return [];
  const parameters = minTopFraction === null ? [] : [minTopFraction];
  const atypical = minTopFraction === null ? endOfClasses('DESC NULLS LAST') : surelyAtypical;
  const rows = await query<StoredScore & { kind: 'typical' | 'atypical' }>(
    store,
    `WITH picked AS (
       SELECT 'typical' AS kind, t.* FROM (${endOfClasses('ASC NULLS FIRST')}) t
       UNION ALL SELECT 'atypical' AS kind, t.* FROM (${atypical}) t)
     SELECT s.kind, ${storedScoreSelect} FROM picked s ${storedScoreJoins}
     ORDER BY s.class, s.kind, CASE s.kind WHEN 'typical' THEN s.value ELSE -s.value END, s.index`,
    [runId, perClass, ...parameters],
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

/** The first $2 scores of each class in the order of its index. */
const endOfClasses = (order: string): string => `
  SELECT p.*, 0::bigint AS place FROM run q JOIN latent_class c ON c.dataset_id = q.dataset_id CROSS JOIN LATERAL (
    SELECT s.* FROM score s WHERE s.run_id = q.id AND s.class = c.index AND s.value IS NOT NULL
    ORDER BY s.value ${order}, s.index LIMIT $2) p
  WHERE q.id = $1`;

/** The $2 largest scores of each class with a P(top 5 %) of $3 or more: from .5 up at most a tenth of the run is read, since they sum to a twentieth. */
const surelyAtypical = `
  SELECT * FROM (
    SELECT s.*, row_number() OVER (PARTITION BY s.class ORDER BY s.value DESC, s.index) AS place
    FROM score s WHERE s.run_id = $1 AND s.class IS NOT NULL AND s.value IS NOT NULL AND s.top_fraction >= $3) surely
  WHERE place <= $2`;
