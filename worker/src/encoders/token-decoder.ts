import * as tf from '@tensorflow/tfjs';
import { decoderHeads, type Rng } from '@engram/core';
import type { Network } from './encoder.ts';
import { dense } from './layers/dense.ts';
import { layerNormalization } from './layers/layer-normalization.ts';
import { onTokens, transformerBlock } from './layers/transformer-block.ts';
import { Parameters } from './parameters.ts';
import { gridPositions } from './patches.ts';

/** Tokens of the visible patches → values for every patch; used in training only and thrown away after it. */
export interface TokenDecoder extends Network {
  /**
   * @param tokens [B, K, D]
   * @param visible places of the tokens, [B, K, P], a row for each with 1 at its place
   * @returns [B, P, outputs]; belongs to the `tf.tidy` around the call
   */
  decode(tokens: tf.Tensor3D, visible: tf.Tensor3D): tf.Tensor3D;
}

export interface TokenDecoderShape {
  /** D of the tokens. */
  inputs: number;
  /** Dimension of the decoder's own tokens, a multiple of core's `decoderWidthStep`. */
  width: number;
  /** Blocks. */
  depth: number;
  outputs: number;
  /** Patches of an image, rows × columns. */
  rows: number;
  columns: number;
}

/** Dense, mask tokens at the hidden places, positions, transformer blocks, normalisation, dense (He et al. 2022, arXiv 2111.06377, section 3). */
export function tokenDecoder(
  { inputs, width, depth, outputs, rows, columns }: TokenDecoderShape,
  rng: Rng,
): TokenDecoder {
  const parameters = new Parameters(rng);
  const embed = onTokens(dense(parameters, 'decoder_embed', inputs, width, { bias: true }));
  const maskToken = parameters.uniform<tf.Tensor1D>('mask_token', [width], 0.02);
  const positions = parameters.fixed('decoder_pos_embed', [1, rows * columns, width], gridPositions(rows, columns, width)); // prettier-ignore
  const blocks = Array.from({ length: depth }, (_, i) =>
    transformerBlock(parameters, `decoder_blocks.${i}`, width, { heads: decoderHeads }),
  );
  const norm = layerNormalization<tf.Tensor3D>(parameters, 'decoder_norm', width);
  const predict = onTokens(dense(parameters, 'decoder_pred', width, outputs, { bias: true }));
  return {
    parameters,
    dims: outputs,
    decode: (tokens, visible) => {
      const placed = tf.matMul<tf.Tensor3D>(visible, embed(tokens, 'train'), true); // [B, P, width], 0 where hidden
      const hidden = tf.sub(1, visible.sum(1)).expandDims(2); // [B, P, 1]
      const all = placed.add<tf.Tensor3D>(hidden.mul(maskToken)).add<tf.Tensor3D>(positions);
      return predict(
        norm(
          blocks.reduce((x, block) => block(x, 'train'), all),
          'train',
        ),
        'train',
      );
    },
    dispose: () => parameters.dispose(),
  };
}
