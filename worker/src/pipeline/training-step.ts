import * as tf from '@tensorflow/tfjs';
import { representationLayer, type Rng, type EnsembleConfig } from '@engram/core';
import type { Encoder, Projector } from '../encoders/encoder.ts';
import { createEncoder } from '../encoders/registry.ts';
import { Repeated } from '../engine/repeated.ts';
import type { Batch, Method, ViewPlan } from '../methods/method.ts';
import { createMethod } from '../methods/registry.ts';
import { clipGradients } from '../optimizers/clip-gradients.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { createOptimizer } from '../optimizers/registry.ts';
import { cosineRate } from '../optimizers/schedule.ts';
import type { TrainingBatch } from './training-batches.ts';
import { variablesOf } from './training-state.ts';

export interface RecordedStep {
  loss: tf.Scalar;
  /**
   * [2B, D] of the first two views of each datapoint, before the update; null when the method does not represent both by the encoder that is
   * trained. Every step has them, though few are read, so that all steps are one graph.
   */
  representations: tf.Tensor2D | null;
}

/** Forward, gradients and update of a step: recorded as a whole, once for each size of batch, and computed with the values of each step. */
export class TrainingStep {
  private readonly method: Method;
  private readonly optimizer: Optimizer;
  /** Those that are optimized. */
  private readonly variables: tf.Variable[];
  private readonly repeated: Repeated;

  /**
   * @param rng the encoder's stream, from which the method draws the weights of its own networks
   * @param classCount latent classes in the data of the run
   */
  constructor(
    private readonly config: EnsembleConfig,
    private readonly encoder: Encoder,
    rng: Rng,
    classCount: number,
  ) {
    const { made, variables } = variablesOf(() => {
      const method = createMethod(config.method, {
        encoder,
        createEncoder: (stream) => createEncoder(config.encoder, encoder.shape, stream),
        projectorWidths: config.projector.widths,
        classCount,
        rng,
      });
      const optimized = [encoder, ...method.networks].flatMap(({ parameters }) =>
        parameters.trainable.map(({ variable }) => variable),
      );
      return { method, optimized, optimizer: createOptimizer(optimized, config.optimizer) };
    });
    this.method = made.method;
    this.variables = made.optimized;
    this.optimizer = made.optimizer;
    this.repeated = new Repeated([...encoder.parameters.all.map(({ variable }) => variable), ...variables]);
  }

  /** D */
  get dims(): number {
    return this.encoder.dims;
  }

  /** What the method stores with the encoder; null where it trains none. */
  get classifier(): Projector | null {
    return this.method.classifier ?? null;
  }

  /** What the method needs of each datapoint. */
  get views(): ViewPlan {
    return this.method.views;
  }

  /**
   * @param step 0 … steps − 1
   * @returns tensors that the caller disposes
   */
  record(batch: TrainingBatch, step: number, steps: number): RecordedStep {
    const [loss, representations = null] = tf.tidy(() => {
      const given = this.batchOf(batch);
      const rate = tf.scalar(cosineRate(step, steps, this.config.optimizer));
      const ofOptimizer = scalars(this.optimizer.schedule?.(step));
      const ofMethod = scalars(this.method.schedule?.(step, steps));
      const { images, labels, hidden, phase, size } = given;
      const inputs = [images, ...(labels ? [labels] : []), ...(hidden ? [hidden] : []), rate, ...ofOptimizer, ...ofMethod]; // prettier-ignore
      return this.repeated.run(`${size} ${phase}`, inputs, () =>
        this.compute(given, rate, ofOptimizer, ofMethod),
      );
    });
    return { loss: loss as tf.Scalar, representations: representations as tf.Tensor2D | null };
  }

  /** @returns the loss and, where there are any, the representations */
  private compute(
    batch: Batch,
    rate: tf.Scalar,
    ofOptimizer: readonly tf.Scalar[],
    ofMethod: readonly tf.Scalar[],
  ): tf.Tensor[] {
    const seen: tf.Tensor2D[] = [];
    const encoder = observed(this.encoder, seen);
    const { value, grads } = tf.variableGrads(() => this.method.loss(batch, encoder), this.variables);
    const { clipNorm } = this.config.optimizer;
    const gradients = clipNorm === undefined ? grads : clipGradients(grads, clipNorm);
    this.optimizer.apply(gradients, rate, ofOptimizer);
    this.method.afterUpdate?.(ofMethod);
    const representations = firstRows(seen, 2 * batch.size);
    return representations ? [value, representations] : [value];
  }

  private batchOf({ size, before, images, labels, hidden }: TrainingBatch): Batch {
    const { height, width, channels } = this.encoder.shape;
    return {
      size,
      phase: this.method.phase?.(before) ?? '',
      images: tf.tensor4d(images, [this.views.count * size, height, width, channels]),
      ...(hidden && { hidden: tf.tensor2d(hidden, [size, hidden.length / size]) }),
      ...(labels && { labels: tf.tensor1d(labels, 'int32') }),
    };
  }

  dispose(): void {
    this.method.dispose();
    this.optimizer.dispose();
  }
}

const scalars = (values: readonly number[] = []): tf.Scalar[] => values.map((value) => tf.scalar(value));

/** The same encoder, which notes what it makes of images; the caller disposes the notes. */
function observed(encoder: Encoder, seen: tf.Tensor2D[]): Encoder {
  return {
    ...encoder,
    represent(images, mode, layer) {
      const h = encoder.represent(images, mode, layer);
      if (layer !== undefined && layer !== representationLayer) return h;
      // A tensor made while gradients are recorded is freed with the recording.
      seen.push(tf.keep(h.clone()));
      return h;
    },
  };
}

/** The first rows of matrices that lie below each other, [count, D], kept; null where there are fewer. Takes the matrices over. */
function firstRows(matrices: tf.Tensor2D[], count: number): tf.Tensor2D | null {
  const rows = matrices.reduce((sum, { shape }) => sum + shape[0], 0);
  const [only] = matrices;
  if (only && matrices.length === 1 && rows === count) return only;
  const first = rows < count ? null : tf.keep(tf.concat(matrices).slice(0, count) as tf.Tensor2D);
  tf.dispose(matrices);
  return first;
}
