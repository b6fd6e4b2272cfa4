/** Trains one encoder of a run: views → encoder and the method's networks → the method's loss → the optimizer's update. */
import { setImmediate } from 'node:timers/promises';
import type * as tf from '@tensorflow/tfjs';
import { assertMethodTakes, DomainError, methodCards, Rng, type EnsembleConfig } from '@engram/core';
import type { Encoder } from '../encoders/encoder.ts';
import { createEncoder } from '../encoders/registry.ts';
import type { StoredTensor } from '../encoders/weight-files/safetensors.ts';
import { classifierTensors } from '../encoders/weights.ts';
import { collapsedSpread, representationSpread } from './collapse.ts';
import { denseLabels } from '../datasets/dense-labels.ts';
import type { RunData } from '../datasets/run-data.ts';
import { trainingAlignment } from './training-alignment.ts';
import type { Meeting } from './meeting.ts';
import { TrainingBatches } from './training-batches.ts';
import {
  readVariables,
  restoreVariables,
  variablesOf,
  type TrainingRecord,
  type TrainingState,
} from './training-state.ts';
import { TrainingStep } from './training-step.ts';

/** Saves a training that is under way, so that another process can go on with it. */
export interface TrainingSaver {
  /** What the training goes on from; null from its beginning. */
  readonly saved: TrainingState | null;
  /** It goes on from there, after so many steps. */
  goesOn?(steps: number, stepsTotal: number): void;
  /** Asked after every step but the last. */
  isDue(): boolean;
  /** Fails of nothing: the training goes on. */
  save(read: () => Promise<Omit<TrainingState, 'elapsedMs'>>): Promise<void>;
}

export interface TrainEncoderOptions {
  config: EnsembleConfig;
  data: RunData;
  /** Positions of the datapoints trained on, ascending; `includedDatapoints(mask)` of core. */
  trainOn: Int32Array;
  /** The encoder's entry in the plan's `initialisationSeeds`. */
  seed: string;
  /** `views`: trained on so far. */
  onProgress?(stepsDone: number, stepsTotal: number, loss: number, views: number): void;
  signal?: AbortSignal;
  /** Where other encoders train in this process: their steps are computed together. */
  meeting?: Meeting | undefined;
  /** Nothing is saved, and the training begins at its beginning, when left out. */
  saver?: TrainingSaver | undefined;
}

export interface TrainedEncoder {
  /** The caller disposes it. */
  encoder: Encoder;
  /** Mean loss of each epoch. [epochs] */
  lossHistory: number[];
  /** Mean alignment loss of the last batch of each epoch, as its step saw it. [epochs] */
  alignmentHistory: number[];
  steps: number;
  /** The classifier that the method trained with the encoder, as `saveWeights` takes it; empty where it trains none. */
  classifier: readonly StoredTensor[];
}

/**
 * Equal options give equal weights to the last bit on one engine and machine, however often the training was stopped and went on.
 *
 * @throws DomainError TRAINING_DIVERGED (the loss is no longer finite) or REPRESENTATION_COLLAPSED (all representations are
 *   one point) with step, last finite loss and advice; CANCELLED when the signal is aborted; INVALID_CONFIG for fewer than 2
 *   datapoints, and for data that the method cannot be trained on
 */
export async function trainEncoder(options: TrainEncoderOptions): Promise<TrainedEncoder> {
  const { config, data, trainOn } = options;
  if (trainOn.length < 2)
    throw new DomainError(
      'INVALID_CONFIG',
      `An encoder would be trained on ${trainOn.length} datapoints, and contrasting takes 2. Use more datapoints.`,
    );
  const { classCount } = denseLabels(data.classes);
  const unlabelledCount = trainOn.filter((position) => data.classes[position]! < 0).length;
  assertMethodTakes(config, { shape: data.shape, classCount, unlabelledCount });
  const rng = Rng.fromSeed(options.seed);
  const { made: encoder, variables } = variablesOf(() =>
    createEncoder(config.encoder, data.shape, rng.split('encoder')),
  );
  let step: TrainingStep | null = null;
  try {
    const beside = variablesOf(() => new TrainingStep(config, encoder, rng, classCount));
    step = beside.made;
    variables.push(...beside.variables);
    const batches = new TrainingBatches(config, data, trainOn, rng, step.views);
    options.meeting?.join();
    const result = await runSteps(options, batches, step, variables).finally(() => options.meeting?.leave());
    const spread = await representationSpread(encoder, data, trainOn);
    if (spread < collapsedSpread) throw collapsed(config, spread, result.steps, result.lossHistory.at(-1)!);
    const classifier = step.classifier ? await classifierTensors(step.classifier) : [];
    return { encoder, ...result, classifier };
  } catch (error) {
    encoder.dispose();
    throw error;
  } finally {
    step?.dispose();
  }
}

async function runSteps(
  { config, onProgress, signal, meeting, saver }: TrainEncoderOptions,
  batches: TrainingBatches,
  step: TrainingStep,
  variables: readonly tf.Variable[],
): Promise<Omit<TrainedEncoder, 'encoder' | 'classifier'>> {
  const stepsTotal = config.epochs * batches.stepsPerEpoch;
  const saved = saver?.saved;
  const goesOn = saved ? restoreVariables(variables, saved.values) : false;
  const record = saved && goesOn ? structuredClone(saved.record) : beginning(config.epochs);
  if (goesOn) saver?.goesOn?.(record.steps, stepsTotal);
  // Of this process: its pace is told from them.
  let viewCount = 0;
  const iterator = batches.after(record.steps);
  for (let next = iterator.next(); !next.done;) {
    if (signal?.aborted)
      throw new DomainError(
        'CANCELLED',
        `Training was cancelled after ${record.steps} of ${stepsTotal} steps.`,
      );
    const { epoch, size } = next.value;
    const endsEpoch = (record.steps + 1) % batches.stepsPerEpoch === 0;
    const { loss, representations } = step.record(next.value, record.steps, stepsTotal);
    await meeting?.wait();
    const reading = loss.data();
    let value: number;
    let isRead = false;
    try {
      // The step holds its own copy of the batch: the next one is augmented while an engine with threads computes this one.
      next = iterator.next();
      isRead = true;
    } finally {
      // A step that was begun ends, also where the next datapoints cannot be read.
      value = (await reading)[0];
      loss.dispose();
      if (!isRead) representations?.dispose();
    }
    // Afterwards, so that the step is the same graph whether they are read or not.
    const pairs = endsEpoch ? ((await representations?.data()) as Float32Array | undefined) : undefined;
    representations?.dispose();
    record.steps += 1;
    if (!Number.isFinite(value)) throw diverged(config, record.steps, stepsTotal, record.lastLoss);
    record.lastLoss = value!;
    if (pairs) record.alignmentHistory.push(trainingAlignment(pairs, step.dims));
    record.lossSums[epoch]! += value! * size;
    record.seen[epoch]! += size;
    viewCount += size * step.views.count;
    onProgress?.(record.steps, stepsTotal, value!, viewCount);
    if (!next.done && saver?.isDue())
      await saver.save(async () => ({ record, values: await readVariables(variables) }));
    // Messages (an abort) are heard between steps, also on an engine that never leaves JavaScript.
    await setImmediate();
  }
  const lossHistory = record.lossSums.map((sum, epoch) => sum / record.seen[epoch]!);
  return { lossHistory, alignmentHistory: record.alignmentHistory, steps: record.steps };
}

const beginning = (epochs: number): TrainingRecord => ({
  steps: 0,
  lossSums: Array<number>(epochs).fill(0),
  seen: Array<number>(epochs).fill(0),
  alignmentHistory: [],
  lastLoss: null,
});

function diverged(
  config: EnsembleConfig,
  step: number,
  steps: number,
  lastFinite: number | null,
): DomainError {
  const before =
    lastFinite === null ? 'it never was finite' : `last finite loss ${lastFinite.toPrecision(4)}`;
  return new DomainError(
    'TRAINING_DIVERGED',
    `Training diverged: the loss is not finite at step ${step} of ${steps} (${before}). ` +
      `Lower learningRate (now ${config.optimizer.learningRate}), or raise warmupFraction (now ${config.optimizer.warmupFraction}).`,
    { details: { step, lastFiniteLoss: lastFinite } },
  );
}

/** Below so many steps the running statistics of batch normalization are still near where they began. */
const fewSteps = 10;

function collapsed(config: EnsembleConfig, spread: number, step: number, lastFinite: number): DomainError {
  const { method, optimizer, batch } = config;
  const { collapseAdvice } = methodCards[method.key];
  const isShort = step < fewSteps;
  return new DomainError(
    'REPRESENTATION_COLLAPSED',
    `The representations collapsed to one point: their spread is ${spread.toPrecision(2)} after step ${step} ` +
      `(last finite loss ${lastFinite.toPrecision(4)}). ` +
      `Lower learningRate (now ${optimizer.learningRate}), or raise batch (now ${batch})` +
      (collapseAdvice === null ? '' : `, or ${collapseAdvice}`) +
      (isShort
        ? `, or raise epochs (now ${config.epochs}): so few steps may leave deep encoders as they began.`
        : '.'),
    { details: { step, lastFiniteLoss: lastFinite, spread } },
  );
}
