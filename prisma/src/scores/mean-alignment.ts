import { query } from '../statements/query.ts';
import { Parameters } from '../statements/parameters.ts';
import { resolveFilter } from '../rankings/score-agreement.ts';
import { scoreCondition, type ScoreFilter } from './score-filter.ts';
import type { Store } from '../store.ts';

/** Means over the identifiable scores that match; null without any, and where alignment losses are not known. */
export interface MeanAlignment {
  alignmentIn: number | null;
  alignmentOut: number | null;
}

/** The two alignment losses whose difference the mean score is. */
export async function meanAlignment(store: Store, filter: ScoreFilter): Promise<MeanAlignment> {
  const parameters = new Parameters();
  const where = scoreCondition(await resolveFilter(store, filter), parameters);
  const [row] = await query<MeanAlignment & { [column: string]: unknown }>(
    store,
    `SELECT avg(s.alignment_in) AS "alignmentIn", avg(s.alignment_out) AS "alignmentOut"
     FROM score s WHERE ${where} AND s.value IS NOT NULL`,
    parameters.values,
  );
  return row!;
}

/** The mean of the scores that match and have a value; null without any. */
export async function meanValue(store: Store, filter: ScoreFilter): Promise<number | null> {
  const parameters = new Parameters();
  const where = scoreCondition(await resolveFilter(store, filter), parameters);
  const [row] = await query<{ mean: number | null }>(
    store,
    `SELECT avg(s.value) AS mean FROM score s WHERE ${where}`,
    parameters.values,
  );
  return row!.mean;
}

/** The mean alignment losses of each latent class of a run, by the class's index. */
export async function meanAlignmentByClass(
  store: Store,
  runId: string,
): Promise<(MeanAlignment & { class: number })[]> {
  return query<MeanAlignment & { class: number; [column: string]: unknown }>(
    store,
    `SELECT class, avg(alignment_in) AS "alignmentIn", avg(alignment_out) AS "alignmentOut"
     FROM score WHERE run_id = $1 AND class IS NOT NULL AND value IS NOT NULL GROUP BY class ORDER BY class`,
    [runId],
  );
}
