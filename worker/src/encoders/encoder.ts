import type * as tf from '@tensorflow/tfjs';
import type { EncoderConfig, EncoderLayer, ImageShape } from '@engram/core';
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

/** f (or g): images → representations h, the features before the projector, or those of another layer by its name. */
export interface Encoder extends Network {
  readonly config: EncoderConfig;
  readonly shape: ImageShape;
  /** In order from the input on; the last is the representation. */
  readonly layers: readonly EncoderLayer[];
  /**
   * [B, H, W, C] in 0–1 → [B, D] of a layer, pooled as the layer says; the result belongs to the `tf.tidy` around the call.
   * @param layer the representation when left out
   * @throws DomainError INVALID_CONFIG for a layer that the encoder does not have
   */
  represent(images: tf.Tensor4D, mode: Mode, layer?: string): tf.Tensor2D;
}

/** Representations h → embeddings z; used in training only and thrown away after it. */
export interface Projector extends Network {
  /** [B, D] → [B, E]; the result belongs to the `tf.tidy` around the call. */
  project(representations: tf.Tensor2D, mode: Mode): tf.Tensor2D;
}
