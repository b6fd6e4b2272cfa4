import { invariant, runConfigSchema } from '@engram/core';
import { encoders, query, type RunRow } from '@engram/store';
import type { FinishedRun } from '../experiments/experiment.ts';
import type { Examination } from '../pipeline/examinations/examination.ts';
import { runScoring } from '../pipeline/estimate.ts';
import { planRun } from '../pipeline/plan.ts';
import { workerContext } from './worker-context.ts';

/**
 * What a published run holds, read back from the store.
 * @param examinations [t] what its encoders answered
 */
export async function finishedRun(
  run: RunRow,
  examinations: readonly Examination[] = [],
): Promise<FinishedRun> {
  const { store } = workerContext();
  invariant(run.status === 'SUCCEEDED' && run.summary, `the run ${run.id} is not published`);
  const config = runConfigSchema.parse(run.config);
  const rows = await query<{
    index: number;
    class: number | null;
    sourceId: string | null;
    contentHash: string;
  }>(
    store,
    `SELECT s.index, d.class, d.source_id AS "sourceId", d.content_hash AS "contentHash" FROM score s JOIN datapoint d ON d.dataset_id = $2 AND d.index = s.index
     WHERE s.run_id = $1 ORDER BY s.index`,
    [run.id, run.datasetId],
  );
  const indices = Int32Array.from(rows, ({ index }) => index);
  const trained = await encoders.list(store, run.id);
  invariant(
    trained.length === run.encoderCount,
    `${trained.length} of ${run.encoderCount} encoders of ${run.id}`,
  );
  const alignments = trained.map(({ alignment }) => alignment);
  const { masks, pairs, roles } = planRun(config, indices.length);
  return {
    ...{ config, summary: run.summary, indices, alignments, examinations, plan: { masks, pairs, roles } },
    sourceIds: rows.map(({ sourceId }) => sourceId),
    contentHashes: rows.map(({ contentHash }) => contentHash),
    classes: Int32Array.from(rows, (row) => row.class ?? -1),
    finalLosses: trained.map(({ finalLoss }) => finalLoss),
    scores: runScoring(config).weighted({ alignments, masks, pairs }),
  };
}
