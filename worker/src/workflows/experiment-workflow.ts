/** The workflow `experiment`: find or ask for its runs → wait for them → conclude → publish. */
import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  DomainError,
  experimentConfigSchema,
  experimentJobSchema,
  invariant,
  isFinished,
  workflowNames,
  type ErrorCode,
  type ExperimentJob,
} from '@engram/core';
import { experiments, type ExperimentRow } from '@engram/store';
import type { FinishedRun } from '../experiments/experiment.ts';
import { concludeExperiment } from '../experiments/registry.ts';
import { askForRuns, currentRuns, runNames, stopRuns, waitForRuns } from './experiment-runs.ts';
import { finishedRun } from './finished-run.ts';
import { withRetries } from './retries.ts';
import { step, withActiveWorkflow } from './step.ts';
import { storeFailure } from './store-failure.ts';
import { workerContext } from './worker-context.ts';

async function begin(job: ExperimentJob): Promise<boolean> {
  const { store } = workerContext();
  let experiment = await experiments.find(store, job.experimentId);
  if (experiment?.status === 'QUEUED')
    experiment = await experiments.transition(store, job.experimentId, 'RUNNING');
  if (experiment?.status !== 'RUNNING') return false;
  if (experiment.configHash === job.configHash) return true;
  throw new DomainError(
    'CONFLICT',
    'Its configuration changed after it was queued: start a new experiment with the configuration wanted.',
  );
}

async function existing(id: string): Promise<ExperimentRow> {
  const experiment = await experiments.find(workerContext().store, id);
  invariant(experiment, `a job of the experiment ${id}, which does not exist`);
  return { ...experiment, config: experimentConfigSchema.parse(experiment.config) };
}

/** Series and statements are made of what is stored, and stored in one transaction: a repetition changes nothing. */
async function publish(id: string): Promise<void> {
  const { store } = workerContext();
  const experiment = await withRetries('experiment', () => existing(id));
  if (experiment.status !== 'RUNNING') return;
  await withRetries('progress', () =>
    experiments.reportProgress(store, id, {
      ...{ phase: 'conclude', fraction: 0.98, etaSeconds: null, message: 'comparing the runs' },
    }),
  );
  const current = await withRetries('runs of an experiment', () => currentRuns(id));
  const found = new Map<string, FinishedRun>();
  // In the order in which they are named, whatever was stored first.
  for (const name of runNames(experiment.config)) {
    const run = current.find((each) => each.name === name)?.run;
    invariant(run, `the experiment ${id} has no run '${name}'`);
    found.set(name, await withRetries('run of an experiment', () => finishedRun(run)));
  }
  const result = concludeExperiment(experiment.config, found);
  await withRetries('publication', () => experiments.publish(store, id, result));
}

/** FAILED with the reason, unless it was cancelled meanwhile. */
async function fail(id: string, errorCode: ErrorCode, error: string): Promise<void> {
  const { store } = workerContext();
  const experiment = await experiments.find(store, id);
  if (!experiment || isFinished(experiment.status)) return;
  await experiments.transition(store, id, 'FAILED', { errorCode, error });
  await stopRuns(id);
}

async function conduct(job: ExperimentJob): Promise<void> {
  if (!(await step('begin', () => begin(job)))) return;
  await step('ask', async () => askForRuns(await existing(job.experimentId)));
  if (!(await step('wait', async () => waitForRuns(await existing(job.experimentId))))) return;
  await step('publish', () => publish(job.experimentId));
}

async function experiment(input: ExperimentJob): Promise<void> {
  const job = experimentJobSchema.parse(input);
  try {
    await conduct(job);
  } catch (thrown) {
    const { experimentId } = job;
    await storeFailure(thrown, 'experiment', experimentId, (code, message) =>
      fail(experimentId, code, message),
    );
  }
}

export const experimentWorkflow = DBOS.registerWorkflow(
  (input: ExperimentJob) => withActiveWorkflow(() => experiment(input)),
  { name: workflowNames.experiment },
);
