import { invariant, runConfigSchema } from '@engram/core';
import { encoders, query, type RunRow } from '@engram/store';
import type { FinishedRun } from '../experiments/experiment.ts';
import { runScoring } from '../pipeline/estimate.ts';
import { planRun } from '../pipeline/plan.ts';
import { workerContext } from './worker-context.ts';

/** What a published run holds, read back from the store. */
export async function finishedRun(run: RunRow): Promise<FinishedRun> {
  const { store } = workerContext();
  invariant(run.status === 'SUCCEEDED' && run.summary, `the run ${run.id} is not published`);
  const config = runConfigSchema.parse(run.config);
  const rows = await query<{ index: number }>(
    store,
    'SELECT index FROM score WHERE run_id = $1 ORDER BY index',
    [run.id],
  );
  const indices = Int32Array.from(rows, ({ index }) => index);
  const trained = await encoders.list(store, run.id);
  invariant(
    trained.length === run.encoderCount,
    `${trained.length} of ${run.encoderCount} encoders of ${run.id}`,
  );
  const alignments = trained.map(({ alignment }) => alignment);
  const { masks, pairs } = planRun(config, indices.length);
  return {
    ...{ config, summary: run.summary, indices, alignments },
    finalLosses: trained.map(({ finalLoss }) => finalLoss),
    scores: runScoring(config).weighted({ alignments, masks, pairs }),
  };
}
