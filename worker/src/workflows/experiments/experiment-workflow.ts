/** The workflow `experiment`: find or ask for its runs → wait for them → ask for those that follow → examine encoders → conclude → publish. */
import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  DomainError,
  experimentConfigSchema,
  experimentJobSchema,
  invariant,
  isFinished,
  workflowNames,
  encodersOf,
  type ErrorCode,
  type ExperimentConfig,
  type ExperimentJob,
} from '@engram/core';
import { datasets, experiments, type ExperimentRow } from '@engram/store';
import type { FinishedRun, FinishedRuns, NamedRun } from '../../experiments/experiment.ts';
import {
  concludeExperiment,
  followUpsOfExperiment,
  hasFollowUps,
  predictedRuns,
  runsOfExperiment,
} from '../../experiments/registry.ts';
import { examiningSeconds } from '../../experiments/cost/examination-seconds.ts';
import { measuringWork, trainingWork } from '../../experiments/cost/run-work.ts';
import type { Examination } from '../../pipeline/examinations/examination.ts';
import { assertPossible } from './experiment-forecast.ts';
import { examineRun } from './experiment-examinations.ts';
import { askForRuns, currentRuns, stopRuns, waitForRuns, type RunsAfter } from './experiment-runs.ts';
import { finishedRun } from '../finished-run.ts';
import { withRetries } from '../retries.ts';
import { step, withActiveWorkflow } from '../step.ts';
import { WorkPace } from '../progress/experiment-progress.ts';
import { logIfCancelled, storeFailure } from '../store-failure.ts';
import { workerContext } from '../worker-context.ts';

async function begin(job: ExperimentJob): Promise<boolean> {
  const { store, log } = workerContext();
  let experiment = await experiments.find(store, job.experimentId);
  if (experiment?.status === 'QUEUED')
    experiment = await experiments.transition(store, job.experimentId, 'RUNNING');
  if (experiment?.status !== 'RUNNING') return false;
  if (experiment.configHash === job.configHash) {
    log('experiment began', { experiment: experiment.id });
    return true;
  }
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

/** The published runs that are named, read back from the store, with what their encoders answered. */
async function finishedRuns(id: string, named: readonly NamedRun[], answers: Answers): Promise<FinishedRuns> {
  const current = await withRetries('runs of an experiment', () => currentRuns(id));
  const found = new Map<string, FinishedRun>();
  // In the order in which they are named, whatever was stored first.
  for (const { name } of named) {
    const run = current.find((each) => each.name === name)?.run;
    invariant(run, `the experiment ${id} has no run '${name}'`);
    found.set(name, await withRetries('run of an experiment', () => finishedRun(run, answers.get(name))));
  }
  return found;
}

type Answers = ReadonlyMap<string, readonly Examination[]>;

/** Every run that the experiment names, once the first ones are published. */
async function allRuns({ id, config }: ExperimentRow): Promise<NamedRun[]> {
  const first = runsOfExperiment(config);
  if (!hasFollowUps(config)) return first;
  return [...first, ...followUpsOfExperiment(config, await finishedRuns(id, first, new Map()))];
}

/** Series and statements are made of what is stored, and stored in one transaction: a repetition changes nothing. */
async function publish(id: string, answers: Answers): Promise<void> {
  const { store, log } = workerContext();
  const experiment = await withRetries('experiment', () => existing(id));
  if (experiment.status !== 'RUNNING') return;
  await withRetries('progress', () =>
    experiments.reportProgress(store, id, {
      ...{ phase: 'conclude', fraction: 0.98, etaSeconds: null, message: 'comparing the runs' },
    }),
  );
  const found = await finishedRuns(id, await allRuns(experiment), answers);
  const result = concludeExperiment(experiment.config, found);
  await withRetries('publication', () => experiments.publish(store, id, result));
  log('experiment ended', { experiment: id, status: 'SUCCEEDED' });
}

/** FAILED with the reason, unless it was cancelled meanwhile. */
async function fail(id: string, errorCode: ErrorCode, error: string): Promise<void> {
  const { store, log } = workerContext();
  const experiment = await experiments.find(store, id);
  if (!experiment || isFinished(experiment.status)) return;
  await experiments.transition(store, id, 'FAILED', { errorCode, error });
  log('experiment ended', { experiment: id, status: 'FAILED', code: errorCode });
  await stopRuns(id);
}

/** Asks for runs and waits for them. @returns whether it was waited to the end */
async function conductRuns(id: string, suffix: string, runsOf: RunsOf, after: RunsAfter): Promise<boolean> {
  await step(`ask${suffix}`, async () => {
    const experiment = await existing(id);
    await assertPossible(workerContext().store, experiment.config);
    await askForRuns(experiment, await runsOf(experiment));
  });
  return step(`wait${suffix}`, async () => {
    const experiment = await existing(id);
    return waitForRuns(experiment, await runsOf(experiment), after);
  });
}

type RunsOf = (experiment: ExperimentRow) => NamedRun[] | Promise<NamedRun[]>;

/** The answers of the encoders of each run that is asked something; a step each, so that none is computed twice. */
async function examineAll(id: string): Promise<Answers | null> {
  const asked = await step('examinations', async () => {
    const named = await allRuns(await existing(id));
    return named.filter(({ examination }) => examination).map(({ name }) => name);
  });
  const answers = new Map<string, readonly Examination[]>();
  const pace = new WorkPace();
  for (const name of asked) {
    const found = await step(`examine ${name}`, () => examineNamed(id, { name, asked, pace }));
    if (!found) return null;
    answers.set(name, found);
  }
  return answers;
}

interface Asked {
  name: string;
  /** Names of all runs whose encoders are asked, in order. */
  asked: readonly string[];
  pace: WorkPace;
}

async function examineNamed(id: string, { name, asked, pace }: Asked): Promise<Examination[] | null> {
  const experiment = await existing(id);
  if (isFinished(experiment.status)) return null;
  const named = (await allRuns(experiment)).find((each) => each.name === name);
  const current = await currentRuns(id);
  const run = current.find((each) => each.name === name)?.run;
  invariant(named && run, `the experiment ${id} has no run '${name}'`);
  const counts = asked.map((each) => current.find((one) => one.name === each)?.run.encoderCount ?? 0);
  const [before, total] = [counts.slice(0, asked.indexOf(name)), counts].map((of) =>
    of.reduce((a, b) => a + b, 0),
  );
  return examineRun(id, named, run, { before: before!, total: total!, pace });
}

async function conduct(job: ExperimentJob): Promise<void> {
  const id = job.experimentId;
  if (!(await step('begin', () => begin(job)))) return;
  const { config } = await existing(id);
  const after = await afterRuns(config);
  if (!(await conductRuns(id, '', ({ config: own }) => runsOfExperiment(own), after))) return;
  if (hasFollowUps(config) && !(await conductRuns(id, ' for more', allRuns, { ...after, still: 0 }))) return;
  const answers = after.asks ? await examineAll(id) : new Map();
  if (answers) await step('publish', () => publish(id, answers as Answers));
}

/** What comes after the first runs. N is that of the dataset where the configuration takes all datapoints; one that is not there yet says nothing. */
async function afterRuns(config: ExperimentConfig): Promise<RunsAfter> {
  const { store, trainers } = workerContext();
  const dataset = await withRetries('dataset', () => datasets.findBySlug(store, config.run.dataset));
  const asked = predictedRuns(config).filter(({ examination }) => examination);
  const classes = dataset
    ? (await withRetries('classes', () => datasets.classesOf(store, [dataset.id]))).length
    : undefined;
  return {
    still: hasFollowUps(config) ? predictedWork(config, dataset?.datapointCount ?? 0) : 0,
    asks: asked.length > 0,
    examining: examiningSeconds(asked, dataset, { processes: trainers.size, classes }),
  };
}

/** Work of the runs that can be named only later. */
function predictedWork(config: ExperimentConfig, count: number): number {
  const first = runsOfExperiment(config).length;
  return predictedRuns(config)
    .slice(first)
    .reduce((sum, { config: run }) => {
      const encoders = encodersOf(run.estimator, run.datapoints ?? count);
      return sum + trainingWork(run, encoders) + measuringWork(run, encoders);
    }, 0);
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
  } finally {
    await logIfCancelled('experiment', job.experimentId, experiments.find);
  }
}

DBOS.registerWorkflow((input: ExperimentJob) => withActiveWorkflow(() => experiment(input)), {
  name: workflowNames.experiment,
});
