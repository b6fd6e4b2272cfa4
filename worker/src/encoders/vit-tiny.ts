import * as tf from '@tensorflow/tfjs';
import type { EncoderConfig, ImageShape, Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { layerNormalization } from './layers/layer-normalization.ts';
import { transformerBlock } from './layers/transformer-block.ts';
import { Parameters } from './parameters.ts';
import { gridPositions, patchesOf } from './patches.ts';
import { sequential } from './sequential.ts';

/**
 * Vision transformer (Dosovitskiy et al. 2021, arXiv 2010.11929) with the sizes of DeiT-Tiny (Touvron et al. 2021, arXiv 2012.12877) by default: patches of the image
 * through a dense layer, plus their positions, a class token before them where `pool` is `class`, then transformer blocks and a layer normalisation.
 * Departures: positions are fixed sines and cosines rather than learned, and stored with the weights; weights start as PyTorch's default
 * has them; no dropout. Named as in timm, but for the class token, which has one axis: biases, normalization and class token do not decay. Layers: `block1`, `block2`, … and, normalised, the
 * representation, each as its class token or as the mean of its patches' tokens.
 */
export function vitTiny(
  config: Extract<EncoderConfig, { key: 'vit-tiny' }>,
  shape: ImageShape,
  rng: Rng | null,
): Encoder {
  const parameters = new Parameters(rng);
  const { patch, width, depth, heads, pool } = config;
  const [rows, columns] = [shape.height / patch, shape.width / patch];
  const { embed, addClassToken } = embedding(parameters, config, shape);
  const blocks = Array.from({ length: depth }, (_, i) =>
    transformerBlock(parameters, `blocks.${i}`, width, { heads }),
  );
  const norm = layerNormalization<tf.Tensor3D>(parameters, 'norm', width);
  const layers = [...blocks, norm];
  const encoder = sequential<tf.Tensor3D>(config, shape, {
    parameters,
    prepare: (images) => addClassToken(embed(images)),
    layers,
    pool: (tokens) =>
      pool === 'class'
        ? tokens.slice([0, 0, 0], [-1, 1, -1]).reshape([-1, width])
        : tokens.mean<tf.Tensor2D>(1), // [B, T, D] → [B, D]
  });
  return {
    ...encoder,
    patches: {
      side: patch,
      rows,
      columns,
      dims: width,
      representVisible: (images, visible, mode) => {
        const seen = tf.matMul<tf.Tensor3D>(visible, embed(images)); // [B, K, D]
        const tokens = layers.reduce((x, layer) => layer(x, mode), addClassToken(seen));
        return pool === 'class' ? tokens.slice([0, 1, 0], [-1, -1, -1]) : tokens;
      },
    },
  };
}

interface Embedding {
  /** [B, H, W, C] → [B, P, D], positions included. */
  embed(images: tf.Tensor4D): tf.Tensor3D;
  /** [B, K, D] → [B, 1 + K, D], or the same tokens where there is no class token. */
  addClassToken(tokens: tf.Tensor3D): tf.Tensor3D;
}

function embedding(
  parameters: Parameters,
  { patch, width, pool }: Extract<EncoderConfig, { key: 'vit-tiny' }>,
  { height, width: imageWidth, channels }: ImageShape,
): Embedding {
  const [rows, columns] = [height / patch, imageWidth / patch];
  const size = patch * patch * channels;
  const bound = 1 / Math.sqrt(size);
  const filter = parameters.uniform<tf.Tensor4D>(
    'patch_embed.proj.weight',
    [patch, patch, channels, width],
    bound,
    [3, 2, 0, 1],
  );
  const bias = parameters.uniform<tf.Tensor1D>('patch_embed.proj.bias', [width], bound);
  const token = pool === 'class' ? parameters.uniform<tf.Tensor1D>('cls_token', [width], 0.02) : null;
  const positions = parameters.fixed(
    'pos_embed',
    [1, rows * columns, width],
    gridPositions(rows, columns, width),
  );
  return {
    embed: (images) => {
      const values = patchesOf(images, patch).reshape([-1, size]); // [B P, side² C]
      const tokens = tf.matMul(values as tf.Tensor2D, filter.reshape([size, width])).add(bias);
      return tokens.reshape([-1, rows * columns, width]).add(positions);
    },
    addClassToken: (tokens) => {
      if (!token) return tokens;
      const first = token.reshape([1, 1, width]).broadcastTo([tokens.shape[0], 1, width]);
      return tf.concat([first, tokens], 1) as tf.Tensor3D;
    },
  };
}
