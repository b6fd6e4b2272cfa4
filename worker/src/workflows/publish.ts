import { commandLine, DomainError, invariant, isImportedConfig, runSchemaFor } from '@engram/core';
import { datasets, encoders, ensembles, findBefore, runs, type EncoderRow, type RunRow } from '@engram/store';
import type { EstimateResult, EstimateTask, NeighboursResult, NeighboursTask } from '../trainer/protocol.ts';
import { allOrNone } from './all-or-none.ts';
import { correlationsOf } from './correlate.ts';
import { meanPairDistances } from './mean-pair-distances.ts';
import { withRetries } from './retries.ts';
import { runTask } from './run-task.ts';
import { signalOfStep } from './train-workflow.ts';
import { workerContext } from './worker-context.ts';

/**
 * Neighbours in the space of the run's first encoder, and a map of that space: those of an earlier run, where one has found them. A run whose encoders were trained on another machine, so that the
 * checkpoint is not here, is published without: its scores need none of it.
 *
 * @returns what there is to say of it, after the scores, where something was not as it should be
 */
async function neighboursUnder(
  encoder: EncoderRow,
  task: Pick<NeighboursTask, 'config' | 'datasetHash'>,
  signal: AbortSignal,
): Promise<Partial<NeighboursResult> & { trainedAgain: boolean; remark?: string }> {
  const { store, log } = workerContext();
  const { index, checkpointHash, engine, runId } = encoder;
  if (checkpointHash === null) return { trainedAgain: false };
  const before = await withRetries('neighbours', () => findBefore(store, runId, checkpointHash));
  if (before) return { ...before, trainedAgain: false };
  try {
    const found = await runTask<'neighbours'>(
      { kind: 'neighbours', ...task, encoder: index, checkpointHash, engine },
      { signal, onProgress() {} },
    );
    if (found.trainedAgain) log('trained an encoder again', { run: runId, encoder: index, checkpointHash });
    if (found.mapProblem === null) return found;
    log('published without a map', { run: runId, reason: found.mapProblem });
    return { ...found, remark: `Published without a map of its representations: ${found.mapProblem}` };
  } catch (error) {
    if (!(error instanceof DomainError && (error.code === 'NOT_FOUND' || error.code === 'INVALID_FILE')))
      throw error;
    log('published without neighbours', { run: runId, reason: error.message });
    return { trainedAgain: false, remark: `Published without nearest neighbours. ${error.message}` };
  }
}

/** What the run says of encoders whose checkpoints were found missing or damaged; null when none was. */
function remarkOn(trainedAgain: ReadonlySet<number>): string | null {
  if (trainedAgain.size === 0) return null;
  const [first, ...others] = [...trainedAgain].sort((a, b) => a - b);
  const which =
    others.length === 0 ? `Encoder ${first} was` : `Encoders ${[first, ...others].join(', ')} were`;
  return `${which} trained again: a checkpoint was missing or damaged. ${commandLine('doctor')} checks all files.`;
}

/** More than one where workers with different engines shared the run. */
const engineOf = (trained: readonly EncoderRow[]): string =>
  [...new Set(trained.map(({ engine }) => engine))].sort().join(', ');

/** Scores and their summaries, from the numbers of all encoders. */
async function estimateOf(
  { id, ensembleId }: RunRow,
  trained: readonly EncoderRow[],
  task: Pick<EstimateTask, 'config' | 'datasetHash'>,
  signal: AbortSignal,
): Promise<EstimateResult> {
  const { store, codeVersion } = workerContext();
  const ensemble = await ensembles.find(store, ensembleId);
  return runTask<'estimate'>(
    {
      ...{ kind: 'estimate', ...task, codeVersion, engine: engineOf(trained) },
      alignments: trained.map(({ alignment }) => alignment),
      masks: isImportedConfig(task.config) ? trained.map(({ trainedOn }) => trainedOn) : undefined,
      viewNoises: trained.map(({ viewNoise }) => viewNoise),
      perLayer: await encoders.layersMeasured(store, id),
      trainedBy: ensemble?.origin === 'TRAINED' ? ensemble.codeVersion : null,
    },
    { signal, onProgress() {} },
  );
}

/**
 * Turns the alignment losses of all encoders into scores and publishes them in one transaction; once only.
 * @param trainedAgain encoders whose checkpoint was missing or damaged when they were scored
 */
export async function publish(runId: string, trainedAgain: readonly number[]): Promise<void> {
  const { store, progress, log } = workerContext();
  const run = await runs.find(store, runId);
  invariant(run, `publishing the run ${runId}, which does not exist`);
  if (run.status !== 'RUNNING') return;
  await progress.phase(runId, 'publish', 'estimating scores, intervals and nearest neighbours');
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  invariant(dataset, `a run on the dataset ${run.datasetId}, which does not exist`);
  const trained = await encoders.list(store, runId);
  invariant(
    trained.length === run.encoderCount,
    `${trained.length} of ${run.encoderCount} encoders are stored at the end of the run ${runId}`,
  );
  const task = { config: runSchemaFor(run.config).parse(run.config), datasetHash: dataset.contentHash };
  // None of them needs another: each takes the trainer that is free.
  const [{ rows, ...estimated }, { neighbours, map, ...found }, means, correlations] = await allOrNone(
    signalOfStep(),
    [
      (signal) => estimateOf(run, trained, task, signal),
      (signal) => neighboursUnder(trained[0]!, task, signal),
      () => meanPairDistances(runId, trained),
      (signal) => correlationsOf(runId, signal),
    ],
  );
  const again = new Set([...trainedAgain, ...(found.trainedAgain ? [trained[0]!.index] : [])]);
  const remark = [remarkOn(again), found.remark].filter(Boolean).join(' ') || undefined;
  const pairDistances = means && rows.map(({ index }, n) => ({ index, ...means.of(n) }));
  await withRetries('publication', () =>
    runs.publish(store, runId, {
      rows,
      ...estimated,
      engine: engineOf(trained),
      remark,
      neighbours,
      map,
      checkpointHash: trained[0]!.checkpointHash,
      pairDistances,
      correlations,
    }),
  );
  log('run ended', { run: runId, status: 'SUCCEEDED' });
}
