import { DomainError, invariant, runConfigSchema } from '@engram/core';
import { datasets, encoders, runs, type EncoderRow } from '@engram/store';
import { DBOS } from '@dbos-inc/dbos-sdk';
import type { NeighboursTask } from '../trainer/protocol.ts';
import { meanPairDistances } from './mean-pair-distances.ts';
import { patiently } from './patience.ts';
import { workerContext } from './worker-context.ts';

const signalOfStep = (): AbortSignal => DBOS.stepStatus?.cancelSignal ?? new AbortController().signal;

/**
 * Neighbours in the space of the run's first encoder. A run whose encoders were trained on another machine, so that the
 * checkpoint is not here, is published without: its scores need none of it.
 */
async function neighboursUnder(encoder: EncoderRow, task: Pick<NeighboursTask, 'config' | 'datasetHash'>) {
  const { trainers, log } = workerContext();
  const { index, checkpointHash } = encoder;
  if (checkpointHash === null) return undefined;
  try {
    return await trainers.run<'neighbours'>(
      { kind: 'neighbours', ...task, encoder: index, checkpointHash },
      { signal: signalOfStep(), onProgress() {} },
    );
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'INVALID_FILE')) throw error;
    log('published without neighbours', { run: encoder.runId, reason: error.message });
    return undefined;
  }
}

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
  const task = { config: runConfigSchema.parse(run.config), datasetHash: dataset.contentHash };
  // More than one where workers with different engines shared the run.
  const engine = [...new Set(trained.map((encoder) => encoder.engine))].sort().join(', ');
  const alignments = trained.map(({ alignment }) => alignment);
  const viewNoises = trained.map(({ viewNoise }) => viewNoise);
  const { rows, summary, classSummaries, comparabilityKey } = await trainers.run<'estimate'>(
    { kind: 'estimate', ...task, alignments, viewNoises, codeVersion, engine },
    { signal: signalOfStep(), onProgress() {} },
  );
  await patiently('progress', () => progress.phase(runId, 'publish', 'looking for nearest neighbours'));
  const neighbours = await neighboursUnder(trained[0]!, task);
  const pairDistances = await meanPairDistances(
    runId,
    trained,
    rows.map(({ index }) => index),
  );
  await patiently('publication', () =>
    runs.publish(store, runId, {
      ...{ rows, summary, classSummaries, comparabilityKey, engine, neighbours, pairDistances },
    }),
  );
}
