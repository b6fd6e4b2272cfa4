/** The workflow `trainEncoder`: one encoder of an ensemble, from initialisation to its checkpoint; once for all runs that wait for it. */
import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  commandLine,
  DomainError,
  ensembleConfigSchema,
  invariant,
  trainEncoderJobSchema,
  workflowNames,
  type ErrorCode,
  type TrainEncoderJob,
} from '@engram/core';
import { datasets, encoders, ensembles, runs } from '@engram/store';
import type { TaskProgress, TrainResult, TrainTask } from '../trainer/protocol.ts';
import { withRetries } from './retries.ts';
import { runTask } from './run-task.ts';
import { withActiveWorkflow, step } from './step.ts';
import { TrainingCheckpoint } from './training-checkpoint.ts';
import { workerContext } from './worker-context.ts';

/** How a job ends. Divergence and collapse are outcomes, not exceptions: they are stored and never tried again. */
export type JobOutcome =
  { kind: 'finished' } | { kind: 'failed'; code: ErrorCode; message: string } | { kind: 'cancelled' };

/** Fires when the workflow of this step is cancelled. */
export const signalOfStep = (): AbortSignal => DBOS.stepStatus?.cancelSignal ?? new AbortController().signal;

/** Turns what a user can act on into an outcome; lets retryable errors pass, and what comes of an interruption or of this worker's end. */
export function outcomeOf(
  error: unknown,
  { runId, encoder }: TrainEncoderJob,
  signal: AbortSignal,
): JobOutcome {
  const { stopping, log } = workerContext();
  const isForUser = error instanceof DomainError;
  if (signal.aborted || (isForUser ? error.traits.retryable : stopping)) throw error;
  log('encoder failed', { run: runId, encoder, error: error instanceof Error ? error.stack : String(error) });
  if (isForUser) return { kind: 'failed', code: error.code, message: `Encoder ${encoder}: ${error.message}` };
  throw error;
}

/** Stores a training under its ensemble. @param inPlaceOf hash of the checkpoint that was lost; null where there was none */
export function saveTraining(
  ensembleId: string,
  index: number,
  { durationMs, ...trained }: TrainResult,
  inPlaceOf: string | null = null,
): Promise<void> {
  const encoder = { ...trained, ensembleId, index, trainDurationMs: durationMs };
  return withRetries('encoder', () => encoders.saveTrained(workerContext().store, encoder, inPlaceOf));
}

async function jobOf({ runId, ensembleId }: TrainEncoderJob) {
  const { store } = workerContext();
  const [run, ensemble] = await Promise.all([runs.find(store, runId), ensembles.find(store, ensembleId)]);
  invariant(run && ensemble, `a job of the run ${runId}, which does not exist`);
  const [dataset] = await datasets.findByIds(store, [ensemble.datasetId]);
  invariant(dataset, `an ensemble on the dataset ${ensemble.datasetId}, which does not exist`);
  return { run, ensemble, datasetHash: dataset.contentHash };
}

/** An imported encoder cannot be trained again. */
const noModel = (): DomainError =>
  new DomainError(
    'NOT_FOUND',
    `its model is not here any more: it was trained elsewhere, and its file was removed. Import it again with: ${commandLine('import encoders')}`,
  );

async function train(job: TrainEncoderJob): Promise<JobOutcome> {
  const { store, progress, log } = workerContext();
  // By a worker that was killed before it could say so.
  const checkpoint = new TrainingCheckpoint({ ensembleId: job.ensembleId, index: job.encoder });
  if (await withRetries('job', () => encoders.findCheckpoint(store, job.ensembleId, job.encoder))) {
    await checkpoint.remove();
    return { kind: 'finished' };
  }
  const signal = signalOfStep();
  const { run, ensemble, datasetHash } = await withRetries('job', () => jobOf(job));
  try {
    if (ensemble.origin === 'IMPORTED') throw noModel();
    const config = ensembleConfigSchema.parse(ensemble.config);
    const task: TrainTask = {
      ...{ kind: 'train', config, datasetHash, encoder: job.encoder },
      saved: await checkpoint.find(),
    };
    const onProgress = ({ fraction, saved, notSaved, goesOnAfter }: TaskProgress): void => {
      if (goesOnAfter === undefined) progress.training(run, job.encoder, fraction);
      else {
        checkpoint.log('training goes on', { steps: goesOnAfter });
        progress.goesOn(run, job.encoder, fraction);
      }
      if (notSaved !== undefined) checkpoint.log('training not saved', { error: notSaved });
      if (!saved) return;
      // Where its trainer fails, a second one goes on from here.
      task.saved = saved;
      checkpoint.store(saved);
    };
    const result = await runTask<'train'>(task, { signal, onProgress });
    await saveTraining(job.ensembleId, job.encoder, result);
    log('encoder trained', { run: run.id, encoder: job.encoder, durationMs: result.durationMs });
    await checkpoint.remove();
    return { kind: 'finished' };
  } catch (error) {
    progress.encoderLeft(run.id, job.encoder);
    // Whoever trains the encoder next finds what was saved last.
    await checkpoint.settled();
    return outcomeOf(error, job, signal);
  }
}

async function trainEncoder(input: TrainEncoderJob): Promise<JobOutcome> {
  const job = trainEncoderJobSchema.parse(input);
  return step('train', () => train(job));
}

export const trainEncoderWorkflow = DBOS.registerWorkflow(
  (input: TrainEncoderJob) => withActiveWorkflow(() => trainEncoder(input)),
  { name: workflowNames.trainEncoder },
);
