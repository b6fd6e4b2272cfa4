import type * as tf from '@tensorflow/tfjs';
import type { Rng } from '@engram/core';
import type { Encoder, Network, Projector } from '../encoders/encoder.ts';

/** What a step needs of each datapoint. */
export interface ViewPlan {
  /** Views drawn of each datapoint, V, local ones included. */
  readonly count: number;
  /** Whether the step is given labels. A method that does not ask for them never sees one. */
  readonly labels?: boolean;
  /** So many of an image's patches are hidden, drawn anew for each datapoint and epoch; none when left out. */
  readonly hidden?: { readonly patches: number; readonly count: number };
  /** The last so many of the views are of a crop of this area, whatever the policy crops; none when left out. */
  readonly local?: { readonly count: number; readonly minArea: number; readonly maxArea: number };
}

/** What one step trains on. Letters: B datapoints, V views of each. */
export interface Batch {
  /** B */
  readonly size: number;
  /** As the method's `phase` names it; empty where it has but one. */
  readonly phase: string;
  /** [V · B, H, W, C] in 0–1: the first view of every datapoint, then the second, … */
  readonly images: tf.Tensor4D;
  /** [B] dense labels, 0 … K − 1, int32; only where the view plan asks for labels. */
  readonly labels?: tf.Tensor1D;
  /** [B, P] 1 where a patch is hidden, else 0; only where the view plan hides patches. */
  readonly hidden?: tf.Tensor2D;
}

/** What a method may build its networks from. */
export interface MethodContext {
  /** The encoder that is trained. */
  readonly encoder: Encoder;
  /** Another encoder of the same architecture, its weights drawn from `rng`; the method disposes it. */
  createEncoder(rng: Rng): Encoder;
  /** Widths of the projector's layers. */
  readonly projectorWidths: readonly number[];
  /** Latent classes that occur in the data of the run, K; 0 without labels. */
  readonly classCount: number;
  /** The encoder's stream of random numbers; a method splits it by the names of its networks. */
  readonly rng: Rng;
}

/**
 * What an SSL method adds to an encoder: the views it wants, the networks it trains beside it, and its loss. What it keeps from step to
 * step it keeps in variables that it makes at once, so that a training can be stopped and go on. A step is recorded once and computed
 * again with other values: what changes from step to step are its batch, its variables and its `schedule`, and nothing else.
 */
export interface Method {
  readonly views: ViewPlan;
  /** Projector, predictor, decoder: trained together with the encoder, and thrown away after the training. */
  readonly networks: readonly Network[];
  /** The one of the networks that tells classes apart, which is stored with the encoder; of methods that train on labels. */
  readonly classifier?: Projector;
  /**
   * Names the computation of a step where not all steps have the same; one that has not been named before is recorded.
   * @param before datapoints of all batches before the step's
   */
  phase?(before: number): string;
  /**
   * Numbers that change from step to step, as many each time.
   * @param step 0 … steps − 1
   */
  schedule?(step: number, steps: number): readonly number[];
  /**
   * @param encoder the encoder that is trained; a method represents images by nothing else that gradients shall reach
   * @returns a scalar to make small; it belongs to the `tf.tidy` around the call
   */
  loss(batch: Batch, encoder: Encoder): tf.Scalar;
  /**
   * What follows the optimizer's update of a step: a momentum copy, a centre, a queue. Recorded together with the step.
   * @param scheduled the numbers of `schedule`
   */
  afterUpdate?(scheduled: readonly tf.Scalar[]): void;
  /** Frees the networks and all that the method keeps between steps. */
  dispose(): void;
}
