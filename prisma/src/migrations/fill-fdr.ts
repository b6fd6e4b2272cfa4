import {
  falseDiscoveryRates,
  hasImportedScores,
  isProxy,
  measureKeyOf,
  type IntervalScore,
} from '@engram/core';
import type { RunConfig } from '@engram/core';
import type pg from 'pg';

interface PublishedRun {
  id: string;
  confidence: number;
  config: Pick<RunConfig, 'scoring'>;
}

/**
 * Gives the scores of published runs the false discovery rates that follow from their intervals. Nothing else of them changes.
 * @param only ids of runs; all when left out
 */
export async function fillFdr(client: pg.PoolClient, only?: readonly string[]): Promise<void> {
  const { rows: runs } = await client.query<PublishedRun>(
    `SELECT id, confidence, config FROM run WHERE status = 'SUCCEEDED' AND ($1::uuid[] IS NULL OR id = ANY($1)) ORDER BY created_at, id`,
    [only ?? null],
  );
  // One at a time: a run may have a million scores.
  for (const run of runs) {
    if (hasImportedScores(run.config) || isProxy(measureKeyOf(run.config))) continue;
    const { rows } = await client.query<IntervalScore & { index: number }>(
      `SELECT index, value, standard_error AS "standardError", low, high, n_in AS "nIn", n_out AS "nOut"
       FROM score WHERE run_id = $1 AND standard_error IS NOT NULL ORDER BY index`,
      [run.id],
    );
    const rates = falseDiscoveryRates(rows, run.confidence);
    if (rates.length === 0) continue;
    await client.query(
      `UPDATE score SET fdr = found.rate FROM unnest($2::int4[], $3::float8[]) AS found(index, rate)
       WHERE score.run_id = $1 AND score.index = found.index`,
      [run.id, rows.map(({ index }) => index), rates],
    );
  }
}
