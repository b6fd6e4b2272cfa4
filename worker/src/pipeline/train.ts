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
  let done = 0;
  let lastFinite: number | null = null;
  const iterator = batches[Symbol.iterator]();
  for (let next = iterator.next(); !next.done;) {
    if (signal?.aborted)
      throw new DomainError('CANCELLED', `Training was cancelled after ${done} of ${stepsTotal} steps.`);
    const { epoch, size } = next.value;
    const loss = step.record(next.value, cosineRate(done, stepsTotal, config.optimizer));
    const reading = loss.data();
    // The step holds its own copy of the batch: the next one is augmented while an engine with threads computes this one.
    next = iterator.next();
    const value = (await reading)[0]!;
    loss.dispose();
    done += 1;
    if (!Number.isFinite(value)) throw diverged(config, done, stepsTotal, lastFinite);
    lastFinite = value;
    sums[epoch]! += value * size;
    seen[epoch]! += size;
    onProgress?.(done, stepsTotal, value);
    // Messages (an abort) are heard between steps, also on an engine that never leaves JavaScript.
    await setImmediate();
  }
  return { lossHistory: Array.from(sums, (sum, epoch) => sum / seen[epoch]!), steps: done };
}

/** Forward, gradients and update of one step, recorded as a whole; only its loss is read. */
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

  /** @returns the loss; the caller disposes it */
  record({ images, size }: TrainingBatch, learningRate: number): tf.Scalar {
    const { height, width, channels } = this.encoder.shape;
    return tf.tidy(() => {
      const x = tf.tensor4d(images, [2 * size, height, width, channels]);
      const { value, grads } = tf.variableGrads(() => this.loss(x), this.variables);
      this.sgd.apply(grads, tf.scalar(learningRate));
      return value;
    });
  }

  private loss(x: tf.Tensor4D): tf.Scalar {
    const h = this.encoder.represent(x, 'train'); // [2B, D]
    const z = this.head.project(h, 'train'); // [2B, E]
    const [z1, z2] = tf.split(z, 2) as [tf.Tensor2D, tf.Tensor2D];
    return this.method.loss(z1, z2);
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
