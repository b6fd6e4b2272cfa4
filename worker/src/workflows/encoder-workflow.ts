/** The workflow `trainEncoder`: one encoder of a run, from initialisation to its alignment losses in the store. */
import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  DomainError,
  invariant,
  runConfigSchema,
  trainEncoderJobSchema,
  workflowNames,
  type ErrorCode,
  type TrainEncoderJob,
} from '@engram/core';
import { datasets, encoders, pairDistances, runs, type RunRow, type SaveEncoderInput } from '@engram/store';
import type { TrainResult } from '../trainer/protocol.ts';
import { patiently } from './patience.ts';
import { noted, step } from './step.ts';
import { workerContext } from './worker-context.ts';

/** How a job ends. Divergence and collapse are outcomes, not exceptions: they are stored and never tried again. */
export type EncoderOutcome =
  | {
      kind: 'finished';
      engine: string;
      /** Whether its checkpoint was missing or damaged when it was scored. */
      trainedAgain?: boolean;
    }
  | { kind: 'failed'; code: ErrorCode; message: string }
  | { kind: 'cancelled' };

type Trained = { kind: 'trained'; result: TrainResult } | EncoderOutcome;

/** Part of an encoder's time that goes into training; the rest is scoring. Measured shares replace it with time. */
const trainShare = 0.9;

async function jobOf(input: TrainEncoderJob) {
  const { store } = workerContext();
  const run = await runs.find(store, input.runId);
  invariant(run, `a job of the run ${input.runId}, which does not exist`);
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  invariant(dataset, `a run on the dataset ${run.datasetId}, which does not exist`);
  return { run, config: runConfigSchema.parse(run.config), datasetHash: dataset.contentHash };
}

const isOver = (run: RunRow): boolean => run.status !== 'RUNNING';

/** Turns what a user can act on into an outcome; lets interruptions and retryable errors pass. */
function outcomeOf(error: unknown, encoder: number, signal: AbortSignal): EncoderOutcome {
  if (signal.aborted || (error instanceof DomainError && error.traits.retryable)) throw error;
  const { log } = workerContext();
  log('encoder failed', { encoder, error: error instanceof Error ? error.stack : String(error) });
  if (error instanceof DomainError)
    return { kind: 'failed', code: error.code, message: `Encoder ${encoder}: ${error.message}` };
  throw error;
}

async function train(input: TrainEncoderJob): Promise<Trained> {
  const { trainers, progress } = workerContext();
  const { run, config, datasetHash } = await patiently('job', () => jobOf(input));
  if (isOver(run)) return { kind: 'cancelled' };
  const signal = DBOS.stepStatus?.cancelSignal ?? new AbortController().signal;
  try {
    const result = await trainers.run<'train'>(
      { kind: 'train', config, datasetHash, encoder: input.encoder },
      {
        signal,
        onProgress: ({ fraction }) => progress.encoderAt(run, input.encoder, fraction * trainShare),
      },
    );
    return { kind: 'trained', result };
  } catch (error) {
    progress.encoderLeft(run.id, input.encoder);
    return outcomeOf(error, input.encoder, signal);
  }
}

async function scoreAndSave(input: TrainEncoderJob, first: TrainResult): Promise<EncoderOutcome> {
  const { store, trainers, progress, log } = workerContext();
  const { run, config, datasetHash } = await patiently('job', () => jobOf(input));
  if (isOver(run)) return { kind: 'cancelled' };
  const signal = DBOS.stepStatus?.cancelSignal ?? new AbortController().signal;
  const { checkpointHash } = first;
  try {
    const scored = await trainers.run<'score'>(
      { kind: 'score', config, datasetHash, encoder: input.encoder, checkpointHash },
      {
        signal,
        onProgress: ({ fraction }) =>
          progress.encoderAt(run, input.encoder, trainShare + fraction * (1 - trainShare)),
      },
    );
    const trained = scored.trainedAgain ?? first;
    if (scored.trainedAgain)
      log('trained an encoder again', { run: run.id, encoder: input.encoder, checkpointHash });
    // Before the encoder, which says that all of it is stored.
    const distances = scored.pairDistances;
    if (distances)
      await patiently('pair distances', () =>
        pairDistances.keepOfEncoder(store, run.id, input.encoder, distances),
      );
    const encoder: SaveEncoderInput = {
      runId: run.id,
      index: input.encoder,
      checkpointHash: trained.checkpointHash,
      initialisationSeed: trained.initialisationSeed,
      alignment: scored.alignment,
      viewNoise: scored.viewNoise,
      trainedOn: scored.trainedOn,
      finalLoss: trained.finalLoss,
      lossHistory: trained.lossHistory,
      alignmentHistory: trained.alignmentHistory,
      trainDurationMs: trained.durationMs,
      scoreDurationMs: scored.durationMs,
      engine: trained.engine,
    };
    await patiently('encoder', () => encoders.save(store, encoder));
    return {
      kind: 'finished',
      engine: trained.engine,
      ...(scored.trainedAgain && { trainedAgain: true }),
    };
  } catch (error) {
    return outcomeOf(error, input.encoder, signal);
  } finally {
    progress.encoderLeft(run.id, input.encoder);
  }
}

async function trainEncoder(input: TrainEncoderJob): Promise<EncoderOutcome> {
  const job = trainEncoderJobSchema.parse(input);
  const trained = await step('train', () => train(job));
  if (trained.kind !== 'trained') return trained;
  return step('score', () => scoreAndSave(job, trained.result));
}

export const trainEncoderWorkflow = DBOS.registerWorkflow(
  (input: TrainEncoderJob) => noted(() => trainEncoder(input)),
  { name: workflowNames.trainEncoder },
);
