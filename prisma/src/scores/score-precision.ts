import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** Median over a run's scores of the half-width of the interval in standard errors; null without intervals. */
export async function medianHalfWidth(store: Store, runId: string): Promise<number | null> {
  const [row] = await query<{ median: number | null }>(
    store,
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY (high - low) / 2 / standard_error) AS median
     FROM score WHERE run_id = $1 AND standard_error > 0 AND low IS NOT NULL AND high IS NOT NULL`,
    [runId],
  );
  return row!.median;
}
