/** Trains one encoder of a run: views → encoder → projector → the method's loss → SGD. */
import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import { DomainError, Rng, type RunConfig } from '@engram/core';
import type { Encoder, Projector } from '../encoders/encoder.ts';
import { projector } from '../encoders/projector.ts';
import { createEncoder } from '../encoders/registry.ts';
import type { Method } from '../methods/method.ts';
import { createMethod } from '../methods/registry.ts';
import { cosineRate } from '../optimizers/schedule.ts';
import { Sgd } from '../optimizers/sgd.ts';
import { collapsedSpread, representationSpread } from './collapse.ts';
import type { RunData } from './run-data.ts';
import { trainingAlignment } from './training-alignment.ts';
import { TrainingBatches, type TrainingBatch } from './training-batches.ts';

export interface TrainEncoderOptions {
  config: RunConfig;
  data: RunData;
  /** Positions of the datapoints trained on, ascending; `includedDatapoints(mask)` of core. */
  trainOn: Int32Array;
  /** The encoder's entry in the plan's `initialisationSeeds`. */
  seed: string;
  onProgress?(stepsDone: number, stepsTotal: number, loss: number): void;
  signal?: AbortSignal;
}

export interface TrainedEncoder {
  /** The caller disposes it. */
  encoder: Encoder;
  /** Mean loss of each epoch. [epochs] */
  lossHistory: number[];
  /** Mean alignment loss of the last batch of each epoch, as its step saw it. [epochs] */
  alignmentHistory: number[];
  steps: number;
}

/**
 * Equal options give equal weights to the last bit on one engine and machine.
 *
 * @throws DomainError TRAINING_DIVERGED (the loss is no longer finite) or REPRESENTATION_COLLAPSED (all representations are
 *   one point) with step, last finite loss and advice; CANCELLED when the signal is aborted; INVALID_CONFIG for fewer than 2
 *   datapoints
 */
export async function trainEncoder(options: TrainEncoderOptions): Promise<TrainedEncoder> {
  const { config, data, trainOn } = options;
  if (trainOn.length < 2)
    throw new DomainError(
      'INVALID_CONFIG',
      `An encoder would be trained on ${trainOn.length} datapoints, and contrasting takes 2. Use more datapoints.`,
    );
  const rng = Rng.fromSeed(options.seed);
  const encoder = createEncoder(config.encoder, data.shape, rng.split('encoder'));
  const head = projector(config.projector.widths, encoder.dims, rng.split('projector'));
  const step = new TrainingStep(config, encoder, head);
  try {
    const result = await runSteps(options, new TrainingBatches(config, data, trainOn, rng), step);
    const spread = await representationSpread(encoder, data, trainOn);
    if (spread < collapsedSpread) throw collapsed(spread, result.steps, result.lossHistory.at(-1)!);
    return { encoder, ...result };
  } catch (error) {
    encoder.dispose();
    throw error;
  } finally {
    step.dispose();
    head.dispose();
  }
}

async function runSteps(
  { config, onProgress, signal }: TrainEncoderOptions,
  batches: TrainingBatches,
  step: TrainingStep,
): Promise<Omit<TrainedEncoder, 'encoder'>> {
  const stepsTotal = config.epochs * batches.stepsPerEpoch;
  const sums = new Float64Array(config.epochs);
  const seen = new Float64Array(config.epochs);
  const alignmentHistory: number[] = [];
  let done = 0;
  let lastFinite: number | null = null;
  const iterator = batches[Symbol.iterator]();
  for (let next = iterator.next(); !next.done;) {
    if (signal?.aborted)
      throw new DomainError('CANCELLED', `Training was cancelled after ${done} of ${stepsTotal} steps.`);
    const { epoch, size } = next.value;
    const endsEpoch = (done + 1) % batches.stepsPerEpoch === 0;
    const rate = cosineRate(done, stepsTotal, config.optimizer);
    const { loss, representations } = step.record(next.value, rate, endsEpoch);
    const reading = Promise.all([loss.data(), representations?.data()]);
    // The step holds its own copy of the batch: the next one is augmented while an engine with threads computes this one.
    next = iterator.next();
    const [[value], views] = (await reading) as [Float32Array, Float32Array | undefined];
    loss.dispose();
    representations?.dispose();
    done += 1;
    if (!Number.isFinite(value)) throw diverged(config, done, stepsTotal, lastFinite);
    lastFinite = value;
    if (views) alignmentHistory.push(trainingAlignment(views, step.dims, config.scoring));
    sums[epoch]! += value * size;
    seen[epoch]! += size;
    onProgress?.(done, stepsTotal, value);
    // Messages (an abort) are heard between steps, also on an engine that never leaves JavaScript.
    await setImmediate();
  }
  const lossHistory = Array.from(sums, (sum, epoch) => sum / seen[epoch]!);
  return { lossHistory, alignmentHistory, steps: done };
}

interface Recorded {
  loss: tf.Scalar;
  /** [2B, D], before the update; null unless asked for */
  representations: tf.Tensor2D | null;
}

/** Forward, gradients and update of one step, recorded as a whole; only its loss and, when asked for, its representations are read. */
class TrainingStep {
  private readonly method: Method;
  private readonly sgd: Sgd;
  private readonly variables: tf.Variable[];

  constructor(
    config: RunConfig,
    private readonly encoder: Encoder,
    private readonly head: Projector,
  ) {
    this.method = createMethod(config.method);
    this.variables = [...encoder.parameters.trainable, ...head.parameters.trainable].map(
      ({ variable }) => variable,
    );
    this.sgd = new Sgd(this.variables, config.optimizer);
  }

  /** D */
  get dims(): number {
    return this.encoder.dims;
  }

  /** The caller disposes what it gets. */
  record({ images, size }: TrainingBatch, learningRate: number, keepsRepresentations: boolean): Recorded {
    const { height, width, channels } = this.encoder.shape;
    let representations: tf.Tensor2D | null = null;
    const loss = tf.tidy(() => {
      const x = tf.tensor4d(images, [2 * size, height, width, channels]);
      const { value, grads } = tf.variableGrads(() => {
        const h = this.encoder.represent(x, 'train'); // [2B, D]
        if (keepsRepresentations) representations = tf.keep(h);
        const z = this.head.project(h, 'train'); // [2B, E]
        const [z1, z2] = tf.split(z, 2) as [tf.Tensor2D, tf.Tensor2D];
        return this.method.loss(z1, z2);
      }, this.variables);
      this.sgd.apply(grads, tf.scalar(learningRate));
      return value;
    });
    return { loss, representations };
  }

  dispose(): void {
    this.method.dispose();
    this.sgd.dispose();
  }
}

function diverged(config: RunConfig, step: number, steps: number, lastFinite: number | null): DomainError {
  const before =
    lastFinite === null ? 'it never was finite' : `last finite loss ${lastFinite.toPrecision(4)}`;
  return new DomainError(
    'TRAINING_DIVERGED',
    `Training diverged: the loss is not finite at step ${step} of ${steps} (${before}). ` +
      `Lower the learning rate (now ${config.optimizer.learningRate}), or warm it up.`,
    { details: { step, lastFiniteLoss: lastFinite } },
  );
}

function collapsed(spread: number, step: number, lastFinite: number): DomainError {
  return new DomainError(
    'REPRESENTATION_COLLAPSED',
    `The representations collapsed to one point: their spread is ${spread.toPrecision(2)} after step ${step} ` +
      `(last finite loss ${lastFinite.toPrecision(4)}). Lower the learning rate, use a larger batch, or, for vicreg, raise varianceWeight.`,
    { details: { step, lastFiniteLoss: lastFinite, spread } },
  );
}
