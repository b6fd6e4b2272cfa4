/**
 * False discovery rates follow from the intervals of a run's scores. A worker stores them with the scores; of scores stored before there
 * were rates, or before they were computed as now, they are missing until the store is opened.
 */
import { hasRates, ratesOfRun } from '@engram/core';
import type { IntervalScore, RunConfig } from '@engram/core';
import type pg from 'pg';
import { liftTimeouts, withConnection } from '../connections/connection.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

interface PublishedRun {
  id: string;
  confidence: number;
  config: Pick<RunConfig, 'scoring'>;
}

/**
 * Published runs whose scores have intervals but no rates. All rates of a run are stored at once, so that its first score with an interval
 * tells; a run without any is known by its summary, whose scores are not read.
 */
const runsWithoutFdr = `SELECT run.id, run.confidence, run.config FROM run
  CROSS JOIN LATERAL (SELECT fdr FROM score WHERE run_id = run.id AND standard_error IS NOT NULL ORDER BY index LIMIT 1) first
  WHERE run.status = 'SUCCEEDED' AND run.summary ->> 'medianStandardError' IS NOT NULL AND first.fdr IS NULL
  ORDER BY run.created_at, run.id`;

const mayHaveFdr = ({ config }: PublishedRun): boolean => hasRates(config);

/** Ids of published runs whose scores could have false discovery rates and do not. */
export async function findRunsWithoutFdr(store: Store): Promise<string[]> {
  const runs = await query<PublishedRun>(store, runsWithoutFdr);
  return runs.filter(mayHaveFdr).map(({ id }) => id);
}

/** Computes the rates that are missing, a run in a transaction. Several processes may do it at once. */
export async function fillMissingFdr(pool: pg.Pool): Promise<void> {
  await withConnection(pool, async (client) => {
    const { rows } = await client.query<PublishedRun>(runsWithoutFdr);
    for (const run of rows.filter(mayHaveFdr)) {
      await client.query('BEGIN');
      try {
        await liftTimeouts(client);
        await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('fdr', 0))`);
        await fillRun(client, run);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    }
  });
}

/** Computes the rates of runs that this transaction stores. */
export async function fillFdr(client: pg.PoolClient, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<PublishedRun>(
    `SELECT id, confidence, config FROM run WHERE status = 'SUCCEEDED' AND id = ANY($1) ORDER BY created_at, id`,
    [ids],
  );
  for (const run of rows.filter(mayHaveFdr)) await fillRun(client, run);
}

/** Nothing else of the scores changes. */
async function fillRun(client: pg.PoolClient, { id, confidence, config }: PublishedRun): Promise<void> {
  const { rows } = await client.query<IntervalScore & { index: number }>(
    `SELECT index, value, alignment_in AS "alignmentIn", alignment_out AS "alignmentOut", standard_error AS "standardError", low, high,
            n_in AS "nIn", n_out AS "nOut"
     FROM score WHERE run_id = $1 AND standard_error IS NOT NULL ORDER BY index`,
    [id],
  );
  if (rows.length === 0) return;
  const rates = ratesOfRun({ scoring: { ...config.scoring, confidence } }, rows);
  await client.query(
    `UPDATE score SET fdr = found.rate FROM unnest($2::int4[], $3::float8[]) AS found(index, rate)
     WHERE score.run_id = $1 AND score.index = found.index`,
    [id, rows.map(({ index }) => index), rates],
  );
}
