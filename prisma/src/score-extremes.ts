import { isUuid } from './address.ts';
import { query } from './query.ts';
import { storedScoreJoins, storedScoreSelect, type StoredScore } from './stored-score.ts';
import type { Store } from './store.ts';

export interface ClassExtremes {
  class: number;
  /** Least memorized first. */
  typical: StoredScore[];
  /** Most memorized first. */
  atypical: StoredScore[];
}

/** The most typical and most atypical datapoints of every class that has a score, in one statement. */
export async function extremes(
  store: Store,
  runId: string,
  options: { perClass: number },
): Promise<ClassExtremes[]> {
  if (!isUuid(runId)) return [];
  const side = (kind: string, order: string): string => `
    SELECT '${kind}' AS kind, p.* FROM run q JOIN latent_class c ON c.dataset_id = q.dataset_id CROSS JOIN LATERAL (
      SELECT s.* FROM score s WHERE s.run_id = q.id AND s.class = c.index AND s.value IS NOT NULL
      ORDER BY s.value ${order}, s.index LIMIT $2) p
    WHERE q.id = $1`;
  const rows = await query<StoredScore & { kind: 'typical' | 'atypical' }>(
    store,
    `WITH picked AS (${side('typical', 'ASC NULLS FIRST')} UNION ALL ${side('atypical', 'DESC NULLS LAST')})
     SELECT s.kind, ${storedScoreSelect} FROM picked s ${storedScoreJoins}
     ORDER BY s.class, s.kind, CASE s.kind WHEN 'typical' THEN s.value ELSE -s.value END, s.index`,
    [runId, options.perClass],
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
