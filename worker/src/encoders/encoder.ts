import type * as tf from '@tensorflow/tfjs';
import type { EncoderConfig, ImageShape } from '@engram/core';
import type { Mode } from './layers/layer.ts';
import type { Parameters } from './parameters.ts';

/** A network with variables of its own, from a batch to one row of features a datapoint. */
export interface Network {
  readonly parameters: Parameters;
  /** D, the number of features. */
  readonly dims: number;
  /** Frees the variables. */
  dispose(): void;
}

/** f (or g): images → representations h, the features before the projector. Scores are made from these. */
export interface Encoder extends Network {
  readonly config: EncoderConfig;
  readonly shape: ImageShape;
  /** [B, H, W, C] in 0–1 → [B, D]; the result belongs to the `tf.tidy` around the call. */
  represent(images: tf.Tensor4D, mode: Mode): tf.Tensor2D;
}

/** Representations h → embeddings z; used in training only and thrown away after it. */
export interface Projector extends Network {
  /** [B, D] → [B, E]; the result belongs to the `tf.tidy` around the call. */
  project(representations: tf.Tensor2D, mode: Mode): tf.Tensor2D;
}
