import type * as tf from '@tensorflow/tfjs';
import type { EncoderConfig, EncoderLayer, ImageShape, OnnxEncoderConfig } from '@engram/core';
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

/** How an encoder that works on patches, each a token, is given a part of them. */
export interface PatchEncoder {
  /** Side of a patch in pixels. */
  readonly side: number;
  /** Patches of an image: rows × columns of them, P, row by row. */
  readonly rows: number;
  readonly columns: number;
  /** D, the dimension of a token. */
  readonly dims: number;
  /**
   * Tokens of K patches of each image, as if the others were not there.
   * @param visible [B, K, P], a row for each patch with 1 at its place
   * @returns [B, K, D], without a class token; belongs to the `tf.tidy` around the call
   */
  representVisible(images: tf.Tensor4D, visible: tf.Tensor3D, mode: Mode): tf.Tensor3D;
}

/** How the output of an inner layer becomes a row of features. */
export type LayerForm = 'pooled' | 'flattened';

/** f (or g): images → representations h, the features before the projector, or those of another layer by its name. */
export interface Encoder extends Network {
  readonly config: EncoderConfig | OnnxEncoderConfig;
  readonly shape: ImageShape;
  /** In order from the input on; the last is the representation. */
  readonly layers: readonly EncoderLayer[];
  /** Only of an encoder that works on patches. */
  readonly patches?: PatchEncoder;
  /**
   * [B, H, W, C] in 0–1 → [B, D] of a layer, pooled as the layer says; the result belongs to the `tf.tidy` around the call.
   * @param layer the representation when left out
   * @param form `flattened` gives all positions of an inner layer beside each other; the representation is always pooled
   * @throws DomainError INVALID_CONFIG for a layer that the encoder does not have
   */
  represent(images: tf.Tensor4D, mode: Mode, layer?: string, form?: LayerForm): tf.Tensor2D;
  /**
   * The same for values that never become tensors: only of an encoder that was imported, which has no parameters and no `represent`.
   * @param images [B, H, W, C]
   * @returns [B, D] row by row
   */
  readonly encode?: (
    images: Float32Array,
    count: number,
    layer?: string,
    form?: LayerForm,
  ) => Promise<Float32Array>;
}

/** Representations h → embeddings z; used in training only and thrown away after it. */
export interface Projector extends Network {
  /** [B, D] → [B, E]; the result belongs to the `tf.tidy` around the call. */
  project(representations: tf.Tensor2D, mode: Mode): tf.Tensor2D;
}
