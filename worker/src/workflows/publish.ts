import { invariant, runConfigSchema } from '@engram/core';
import { datasets, encoders, runs } from '@engram/store';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { workerContext } from './worker-context.ts';

/** Turns the alignment losses of all encoders into scores and publishes them in one transaction; once only. */
export async function publish(runId: string): Promise<void> {
  const { store, trainers, progress, codeVersion } = workerContext();
  const run = await runs.find(store, runId);
  invariant(run, `publishing the run ${runId}, which does not exist`);
  if (run.status !== 'RUNNING') return;
  await progress.phase(runId, 'publish', 'estimating scores and intervals');
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  invariant(dataset, `a run on the dataset ${run.datasetId}, which does not exist`);
  const trained = await encoders.list(store, runId);
  invariant(
    trained.length === run.encoderCount,
    `${trained.length} of ${run.encoderCount} encoders are stored at the end of the run ${runId}`,
  );
  const { rows, summary, classSummaries, comparabilityKey } = await trainers.run<'estimate'>(
    {
      kind: 'estimate',
      config: runConfigSchema.parse(run.config),
      datasetHash: dataset.contentHash,
      alignments: trained.map(({ alignment }) => alignment),
      codeVersion,
    },
    { signal: DBOS.stepStatus?.cancelSignal ?? new AbortController().signal, onProgress() {} },
  );
  // More than one where workers with different engines shared the run.
  const engine = [...new Set(trained.map((encoder) => encoder.engine))].sort().join(', ');
  await runs.publish(store, runId, { rows, summary, classSummaries, comparabilityKey, engine });
}
