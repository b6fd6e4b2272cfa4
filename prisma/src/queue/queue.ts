/**
 * The queue where whoever wants a run (command, server) meets whoever executes it (worker). A run is a DBOS workflow in
 * the database `store.systemUrl`; its id is derived from the run, so that nothing is queued twice.
 */
import { randomUUID } from 'node:crypto';
import {
  assertBothSides,
  assertEncoderTakes,
  assertFits,
  assertMeasurable,
  assertMethodTakes,
  assertScoringFits,
  assertTrainable,
  commandLine,
  determining,
  DomainError,
  encodersOf,
  isFinished,
  isImportedConfig,
  isProxy,
  measureKeyOf,
  labelProblem,
  queueFor,
  runSchemaFor,
  runWorkflowId,
  workflowNames,
  type AnyRunConfig,
  type ImportedRunConfig,
  type RunConfig,
  type RunJob,
} from '@engram/core';
import * as datasets from '../datasets/dataset-repository.ts';
import type { DatasetRow } from '../datasets/dataset-repository.ts';
import * as encoders from '../ensembles/encoder-repository.ts';
import * as ensembles from '../ensembles/ensemble-repository.ts';
import { configHash } from '../hash.ts';
import * as runs from '../runs/run-repository.ts';
import type { RunRow } from '../runs/run-repository.ts';
import type { Store } from '../store.ts';
import { withQueueClient } from './queue-client.ts';

export { applicationName, migrate, openSystemPool, systemSettings } from './system-database.ts';
export { queueFigures, type QueueFigures } from './queue-figures.ts';
export { workerLoads } from './worker-load.ts';
import { unknownRun } from '../runs/unknown-run.ts';

/** Queues the workflow of a run at its present attempt; does nothing when it is queued already. */
export async function enqueueRun(store: Store, run: RunRow): Promise<void> {
  const job: RunJob = { runId: run.id, configHash: run.configHash };
  await withQueueClient(store, (client) =>
    client.enqueue(
      {
        queueName: queueFor('runs', run.needs),
        workflowName: workflowNames.run,
        workflowID: runWorkflowId(run.id, run.attempt),
        // Only a worker of the same code may continue it: its encoders would differ otherwise.
        appVersion: run.codeVersion,
      },
      job,
    ),
  );
}

/**
 * Stores a run as QUEUED and queues its workflow.
 * @throws DomainError NOT_FOUND when its dataset is not imported; INVALID_CONFIG when it has no images, or too few.
 */
export async function createRun(
  store: Store,
  o: { config: AnyRunConfig; codeVersion: string; needs?: string },
): Promise<RunRow> {
  if (o.needs !== undefined) assertLabel(o.needs);
  const dataset = await datasets.existing(store, o.config.dataset);
  if (!dataset.hasImages)
    throw new DomainError(
      'INVALID_CONFIG',
      `The dataset '${dataset.slug}' holds representations without images: encoders cannot be trained on it. Name a dataset that was imported with its datapoints.`,
    );
  if ((o.config.datapoints ?? 0) > dataset.datapointCount)
    throw new DomainError(
      'INVALID_CONFIG',
      `datapoints: ${o.config.datapoints} were asked for, but the dataset '${dataset.slug}' has ${dataset.datapointCount}. Ask for at most that many, with --set datapoints=${dataset.datapointCount} in the command or "datapoints": ${dataset.datapointCount} in the configuration.`,
    );
  const encoderCount = isImportedConfig(o.config)
    ? await assertImported(store, dataset, o.config)
    : await assertTrained(store, dataset, o.config);
  const config = determining(o.config);
  const run = await runs.create(store, {
    id: randomUUID(),
    name: o.config.name ?? `${dataset.slug} ${config.method.key}`,
    datasetId: dataset.id,
    methodKey: o.config.method.key,
    estimatorKey: o.config.estimator.key,
    config,
    configHash: configHash(config),
    codeVersion: o.codeVersion,
    encoderCount,
    ...(o.needs !== undefined && { needs: o.needs }),
  });
  await enqueueRun(store, run);
  return run;
}

/** @throws DomainError INVALID_ARGUMENT */
function assertLabel(label: string): void {
  const problem = labelProblem(label);
  if (problem !== null)
    throw new DomainError('INVALID_ARGUMENT', `A run cannot need '${label.slice(0, 40)}': ${problem}.`);
}

/**
 * Rejects what cannot be trained.
 * @returns t
 */
async function assertTrained(store: Store, dataset: DatasetRow, config: RunConfig): Promise<number> {
  assertFits(config, dataset.kind);
  assertEncoderTakes(config.encoder, dataset);
  const labels = await labelCounts(store, dataset);
  assertMethodTakes(config, { shape: dataset, ...labels });
  const count = config.datapoints ?? dataset.datapointCount;
  const unseenCount = Math.max(0, dataset.datapointCount - count);
  assertMeasurable(measureKeyOf(config), { unlabelledCount: labels.unlabelledCount, unseenCount });
  assertTrainable(config.estimator, count);
  return encodersOf(config.estimator, count);
}

/**
 * Rejects encoders that were not imported, and those that give no score.
 * @returns t
 */
async function assertImported(store: Store, dataset: DatasetRow, config: ImportedRunConfig): Promise<number> {
  assertScoringFits(config, dataset.kind);
  const ensemble = await ensembles.findImported(store, dataset.id, config);
  if (!ensemble)
    throw new DomainError(
      'NOT_FOUND',
      `The encoders of this configuration are not in the store: only those that were imported can be measured. Import them with: ${commandLine('import encoders')}`,
    );
  const measure = measureKeyOf(config);
  const { unlabelledCount } = await labelCounts(store, dataset);
  // What the encoders saw of the datapoints that are not scored is not known here.
  assertMeasurable(measure, { unlabelledCount, unseenCount: 0 });
  if (!isProxy(measure)) assertBothSides(await encoders.masksOf(store, ensemble.id));
  return ensemble.encoderCount;
}

/** What a method that trains on labels asks about. */
async function labelCounts(store: Store, { id, datapointCount }: DatasetRow) {
  const classes = (await datasets.classesOf(store, [id])).filter((each) => each.datapointCount > 0);
  const labelled = classes.reduce((sum, each) => sum + each.datapointCount, 0);
  return { classCount: classes.length, unlabelledCount: datapointCount - labelled };
}

async function existingRun(store: Store, id: string): Promise<RunRow> {
  const run = await runs.find(store, id);
  if (!run) throw unknownRun(id);
  return run;
}

/**
 * Stops a queued or running run; its finished encoders are kept for a resume.
 * @throws DomainError NOT_FOUND; CONFLICT when the run has finished already.
 */
export async function cancelRun(store: Store, id: string): Promise<RunRow> {
  const run = await existingRun(store, id);
  if (isFinished(run.status))
    throw new DomainError(
      'CONFLICT',
      `The run '${run.name}' (${id}) has finished already (${run.status}): there is nothing to cancel.`,
    );
  const cancelled = await runs.transition(store, id, 'CANCELLED');
  await withQueueClient(store, (client) =>
    client.cancelWorkflow(runWorkflowId(id, run.attempt), { cancelChildren: true }),
  );
  return cancelled;
}

/**
 * Queues a failed or cancelled run again; encoders that were finished are used again.
 * @throws DomainError NOT_FOUND; CONFLICT when it did not stop, or when configuration or code have changed since.
 */
export async function resumeRun(store: Store, id: string, o: { codeVersion: string }): Promise<RunRow> {
  const run = await existingRun(store, id);
  assertResumable(run, o.codeVersion);
  const queued = await runs.transition(store, id, 'QUEUED', { attempt: run.attempt + 1 });
  await enqueueRun(store, queued);
  return queued;
}

/** @throws DomainError CONFLICT when the run did not stop, or when `assertSameProgram` rejects it. */
function assertResumable(run: RunRow, codeVersion: string): void {
  if (run.status !== 'FAILED' && run.status !== 'CANCELLED')
    throw new DomainError(
      'CONFLICT',
      `The run '${run.name}' (${run.id}) is ${run.status}: only a failed or cancelled run can be resumed.`,
    );
  assertSameProgram(run, codeVersion);
}

/**
 * Rejects what would mix encoders of two configurations or of two programs in one run.
 * @throws DomainError CONFLICT naming both and what to do.
 */
export function assertSameProgram(run: RunRow, codeVersion: string): void {
  const parsed = runSchemaFor(run.config).safeParse(run.config);
  const hash = parsed.success ? configHash(parsed.data) : 'unreadable';
  if (hash !== run.configHash)
    throw new DomainError(
      'CONFLICT',
      `The run '${run.name}' (${run.id}) was begun with configuration ${run.configHash.slice(0, 12)}, which this Engram reads as ` +
        `${hash.slice(0, 12)}: resuming would mix two configurations. Start a new run instead.`,
    );
  if (run.codeVersion !== codeVersion)
    throw new DomainError(
      'CONFLICT',
      `The run '${run.name}' (${run.id}) was begun by Engram ${run.codeVersion}, and this is ${codeVersion}: resuming would mix ` +
        `encoders of two programs. Check out ${run.codeVersion} to resume it, or start a new run.`,
    );
}
