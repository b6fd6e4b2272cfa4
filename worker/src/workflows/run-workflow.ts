/** The workflow `run`: plan → train the encoders that its ensemble lacks, and measure all t → estimate → publish. */
import { DBOS, type WorkflowHandle } from '@dbos-inc/dbos-sdk';
import {
  DomainError,
  queueFor,
  runJobSchema,
  encoderWorkflowId,
  workflowNames,
  type ErrorCode,
  type RunJob,
} from '@engram/core';
import { encoders, ensembles, runs, sealRun } from '@engram/store';
import { correlateAfter } from './correlate.ts';
import { encoderWorkflow, type EncoderOutcome } from './encoder-workflow.ts';
import { publish } from './publish.ts';
import { withActiveWorkflow, step } from './step.ts';
import { logIfCancelled, storeFailure } from './store-failure.ts';
import { workerContext } from './worker-context.ts';

/** How often the end of an encoder is looked for. */
const pollingIntervalMs = 200;

type Begun =
  | {
      kind: 'begun';
      ensembleId: string;
      generation: number;
      attempt: number;
      missing: number[];
      /** Absent in what an earlier version began. */
      needs?: string | null;
    }
  | { kind: 'over' };

async function begin(job: RunJob): Promise<Begun> {
  const { store, trainers, log } = workerContext();
  let run = await runs.find(store, job.runId);
  if (run?.status === 'QUEUED') run = await runs.transition(store, job.runId, 'RUNNING');
  if (run?.status !== 'RUNNING') return { kind: 'over' };
  if (run.configHash !== job.configHash)
    throw new DomainError(
      'CONFLICT',
      'Its configuration changed after it was queued: start a new run with the configuration wanted.',
    );
  const generation = await ensembles.join(store, run.id);
  const finished = new Set((await encoders.list(store, run.id)).map(({ index }) => index));
  const missing = Array.from({ length: run.encoderCount }, (_, i) => i).filter((i) => !finished.has(i));
  trainers.warm(missing.length);
  const { attempt, ensembleId, needs } = run;
  log('run began', { run: run.id, attempt, encoders: missing.length });
  return { kind: 'begun', ensembleId, generation, attempt, missing, needs };
}

interface Training {
  /** The first that was not finished; null when all were. */
  failure: Exclude<EncoderOutcome, { kind: 'finished' }> | null;
  /** Encoders whose checkpoint was missing or damaged when they were measured. */
  trainedAgain: number[];
}

/** Measures the encoders that the run has not measured, and trains those that its ensemble lacks. */
async function measureAll(runId: string, begun: Begun & { kind: 'begun' }): Promise<Training> {
  const { ensembleId, generation, attempt, missing, needs = null } = begun;
  const queueName = queueFor('train', needs);
  const trainedAgain: number[] = [];
  const underWay = new Map<string, WorkflowHandle<EncoderOutcome>>();
  const encoderOf = new Map<string, number>();
  for (const encoder of missing) {
    const workflowID = encoderWorkflowId(runId, attempt, encoder);
    const start = DBOS.startWorkflow(encoderWorkflow, { workflowID, queueName });
    encoderOf.set(workflowID, encoder);
    underWay.set(workflowID, await start({ runId, ensembleId, generation, encoder }));
  }
  while (underWay.size > 0) {
    const ended = await DBOS.waitFirst([...underWay.values()], { pollingIntervalMs });
    underWay.delete(ended.workflowID);
    const outcome = (await ended.getResult()) as EncoderOutcome;
    if (outcome.kind === 'finished') {
      if (outcome.trainedAgain) trainedAgain.push(encoderOf.get(ended.workflowID)!);
      continue;
    }
    // The other encoders cannot save this attempt; a resume trains them.
    await DBOS.cancelWorkflows([...underWay.keys()], { cancelChildren: true });
    return { failure: outcome, trainedAgain };
  }
  return { failure: null, trainedAgain };
}

/** FAILED with the reason, unless the run was cancelled meanwhile. */
async function fail(runId: string, code: ErrorCode, message: string): Promise<void> {
  const { store, progress, log } = workerContext();
  progress.forget(runId);
  const run = await runs.find(store, runId);
  if (run?.status !== 'RUNNING' && run?.status !== 'QUEUED') return;
  await runs.transition(store, runId, 'FAILED', { errorCode: code, error: message });
  log('run ended', { run: runId, status: 'FAILED', code });
}

async function conduct(job: RunJob): Promise<void> {
  const begun = await step('begin', () => begin(job));
  if (begun.kind === 'over') return;
  const { failure, trainedAgain } = await measureAll(job.runId, begun);
  if (failure?.kind === 'failed') await step('fail', () => fail(job.runId, failure.code, failure.message));
  else if (failure === null) {
    await step('publish', () => publish(job.runId, trainedAgain));
    await step('seal', () => sealRun(workerContext().store, job.runId));
    await step('correlate', () => correlateAfter(job.runId));
  }
}

async function run(input: RunJob): Promise<void> {
  const job = runJobSchema.parse(input);
  try {
    await conduct(job);
  } catch (thrown) {
    await storeFailure(thrown, 'run', job.runId, (code, message) => fail(job.runId, code, message));
  } finally {
    await logIfCancelled('run', job.runId, runs.find);
  }
}

DBOS.registerWorkflow((input: RunJob) => withActiveWorkflow(() => run(input)), {
  name: workflowNames.run,
});
