import { isUuid } from '../database/address-for-people.ts';
import { mapped } from '../statements/map-errors.ts';
import { Parameters } from '../statements/parameters.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import type { MeanAlignment } from './mean-alignment.ts';
import { range, type FloatRange } from './score-filter.ts';

export interface ClassSummaryRow {
  class: number;
  /** Scores with a value. */
  count: number;
  mean: number | null;
  /** Interval over encoders × datapoints; null when it cannot be computed. */
  low: number | null;
  high: number | null;
}

/** Summaries of a published run by class; empty before. */
export async function list(store: Store, runId: string): Promise<ClassSummaryRow[]> {
  if (!isUuid(runId)) return [];
  return mapped(store.url, () =>
    store.prisma.classSummary.findMany({
      where: { runId },
      orderBy: { class: 'asc' },
      omit: { runId: true },
    }),
  );
}

/** The same of the scores within a range, with their mean losses, in one statement; without intervals, since the scores were chosen by their values. */
export async function listWithin(
  store: Store,
  runId: string,
  value: FloatRange,
): Promise<(ClassSummaryRow & MeanAlignment)[]> {
  if (!isUuid(runId)) return [];
  const parameters = new Parameters();
  const run = parameters.add(runId, 'uuid');
  const within = ['s.run_id = c.run_id', 's.class = c.class', ...range('s.value', value, parameters)];
  return query<ClassSummaryRow & MeanAlignment & { [column: string]: unknown }>(
    store,
    `SELECT c.class, count(s.value)::int AS count, avg(s.value) AS mean, NULL AS low, NULL AS high,
       avg(s.alignment_in) FILTER (WHERE s.value IS NOT NULL) AS "alignmentIn",
       avg(s.alignment_out) FILTER (WHERE s.value IS NOT NULL) AS "alignmentOut"
     FROM class_summary c LEFT JOIN score s ON ${within.join(' AND ')}
     WHERE c.run_id = ${run} GROUP BY c.class ORDER BY c.class`,
    parameters.values,
  );
}
