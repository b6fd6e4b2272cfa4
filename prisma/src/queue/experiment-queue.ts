/** Experiments in the queue: as runs, they are DBOS workflows whose ids are derived, so that nothing is queued twice. */
import { randomUUID } from 'node:crypto';
import {
  commandLine,
  DomainError,
  experimentCards,
  experimentConfigSchema,
  experimentWorkflowId,
  isFinished,
  queueNames,
  workflowNames,
  type ExperimentConfig,
  type ExperimentJob,
} from '@engram/core';
import * as datasets from '../datasets/dataset-repository.ts';
import * as experiments from '../experiments/experiment-repository.ts';
import type { ExperimentRow } from '../experiments/experiment-repository.ts';
import { configHash } from '../hash.ts';
import * as runs from '../runs/run-repository.ts';
import type { Store } from '../store.ts';
import { withQueueClient } from './queue-client.ts';
import { cancelRun } from './queue.ts';

/** Queues the workflow of an experiment at its present attempt; does nothing when it is queued already. */
export async function enqueueExperiment(store: Store, experiment: ExperimentRow): Promise<void> {
  const job: ExperimentJob = { experimentId: experiment.id, configHash: experiment.configHash };
  await withQueueClient(store, (client) =>
    client.enqueue(
      {
        queueName: queueNames.experiments,
        workflowName: workflowNames.experiment,
        workflowID: experimentWorkflowId(experiment.id, experiment.attempt),
        appVersion: experiment.codeVersion,
      },
      job,
    ),
  );
}

/**
 * Stores an experiment as QUEUED and queues its workflow.
 * @throws DomainError NOT_FOUND when its dataset is not imported
 */
export async function createExperiment(
  store: Store,
  o: { config: ExperimentConfig; name?: string; codeVersion: string },
): Promise<ExperimentRow> {
  const { config, codeVersion } = o;
  const { dataset } = config.run;
  await datasets.existing(store, dataset);
  const name = o.name ?? `${experimentCards[config.key].name} on ${dataset}`;
  const experiment = await experiments.create(store, {
    ...{ id: randomUUID(), name, config, configHash: configHash(config), codeVersion },
  });
  await enqueueExperiment(store, experiment);
  return experiment;
}

/** @see experiments.findEqual */
export const findEqualExperiment = (
  store: Store,
  { config, ...asked }: { config: ExperimentConfig; codeVersion: string; name?: string | undefined },
): Promise<ExperimentRow | null> =>
  experiments.findEqual(store, { configHash: configHash(config), ...asked });

async function existing(store: Store, id: string): Promise<ExperimentRow> {
  const experiment = await experiments.find(store, id);
  if (experiment) return experiment;
  throw new DomainError(
    'NOT_FOUND',
    `There is no experiment '${id}'. List the experiments with: ${commandLine('experiment list')}`,
  );
}

/**
 * Stops a queued or running experiment, and the runs that it asked for and nobody else waits for; finished encoders are kept.
 * @throws DomainError NOT_FOUND; CONFLICT when it has finished already
 */
export async function cancelExperiment(store: Store, id: string): Promise<ExperimentRow> {
  const experiment = await existing(store, id);
  if (isFinished(experiment.status))
    throw new DomainError(
      'CONFLICT',
      `The experiment '${experiment.name}' (${id}) has finished already (${experiment.status}): there is nothing to cancel.`,
    );
  const cancelled = await experiments.transition(store, id, 'CANCELLED');
  await withQueueClient(store, (client) =>
    client.cancelWorkflow(experimentWorkflowId(id, experiment.attempt)),
  );
  await cancelOwnRuns(store, id);
  return cancelled;
}

/** Cancels the unfinished runs that an experiment asked for, but those that another one waits for. */
export async function cancelOwnRuns(store: Store, id: string): Promise<void> {
  const own = (await experiments.runsOf(store, [id])).filter(({ started }) => started);
  const shared = await experiments.sharedRuns(store, id);
  const rows = await runs.findByIds(
    store,
    own.map(({ runId }) => runId).filter((runId) => !shared.has(runId)),
  );
  for (const run of rows) {
    if (isFinished(run.status)) continue;
    await cancelRun(store, run.id).catch((error: unknown) => {
      // It finished at this moment.
      if (!(error instanceof DomainError && error.code === 'CONFLICT')) throw error;
    });
  }
}

/**
 * Queues a failed or cancelled experiment again; its finished runs and encoders are used again.
 * @throws DomainError NOT_FOUND; CONFLICT when it did not stop, or when configuration or code have changed since
 */
export async function resumeExperiment(
  store: Store,
  id: string,
  { codeVersion }: { codeVersion: string },
): Promise<ExperimentRow> {
  const experiment = await existing(store, id);
  if (experiment.status !== 'FAILED' && experiment.status !== 'CANCELLED')
    throw new DomainError(
      'CONFLICT',
      `The experiment '${experiment.name}' (${id}) is ${experiment.status}: only a failed or cancelled one can be resumed.`,
    );
  assertSameExperiment(experiment, codeVersion);
  const queued = await experiments.transition(store, id, 'QUEUED');
  await enqueueExperiment(store, queued);
  return queued;
}

/** Rejects what would mix two configurations or two programs in one experiment. @throws DomainError CONFLICT */
export function assertSameExperiment(experiment: ExperimentRow, codeVersion: string): void {
  const parsed = experimentConfigSchema.safeParse(experiment.config);
  const isSame = parsed.success && configHash(parsed.data) === experiment.configHash;
  if (isSame && experiment.codeVersion === codeVersion) return;
  const reason = isSame
    ? `was begun by Engram ${experiment.codeVersion}, and this is ${codeVersion}`
    : 'has a configuration that this Engram reads as another one';
  throw new DomainError(
    'CONFLICT',
    `The experiment '${experiment.name}' (${experiment.id}) ${reason}: start a new one, which uses what was trained by the same program.`,
  );
}
