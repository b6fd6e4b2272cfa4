/**
 * SimCLR's NT-Xent loss: of all other views in the batch, a view should be most similar to its partner.
 *
 *   ℓ(i, j) = −log( exp(s_ij / τ) / Σ_{k ≠ i} exp(s_ik / τ) ),   s_ij = z_i · z_j / (‖z_i‖ ‖z_j‖)
 *
 * averaged over all 2B views i with their partners j. Source: Chen et al. 2020 (arXiv 2002.05709), equation 1 and
 * algorithm 1. Departures: none in the loss (a norm is at least 1e-6, so that a zero embedding has a gradient); encoder and projector see both views as one batch,
 * so that batch normalisation is over 2B rows. Range [0, log(2B − 1) + 2/τ]; small is aligned and spread out. Cost: a [2B, 2B] matrix.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { unitRows } from '../encoders/layers/unit-rows.ts';
import { jointEmbedding, type PairLoss } from './joint-embedding.ts';

/** Takes a view's similarity with itself out of the softmax; float32 keeps nothing of it. */
const excluded = -1e9;

export function ntXent({ temperature }: Extract<MethodConfig, { key: 'simclr' }>): PairLoss {
  const masks = new Map<number, tf.Tensor2D>();
  const diagonal = (size: number): tf.Tensor2D => {
    let mask = masks.get(size);
    if (!mask) {
      const values = new Float32Array(size * size);
      for (let i = 0; i < size; i++) values[i * (size + 1)] = excluded;
      mask = tf.keep(tf.tensor2d(values, [size, size]));
      masks.set(size, mask);
    }
    return mask;
  };
  return {
    loss: (z1, z2) => {
      const views = tf.concat([z1, z2]) as tf.Tensor2D; // [2B, E]
      const unit = unitRows(views);
      const similarity = tf.matMul(unit, unit, false, true).mul<tf.Tensor2D>(1 / temperature); // [2B, 2B]
      const normalizers = similarity.add(diagonal(views.shape[0])).logSumExp(1); // [2B]
      const [u1, u2] = tf.split(unit, 2);
      const partners = u1!
        .mul(u2!)
        .sum()
        .mul(2 / temperature / views.shape[0]);
      return normalizers.mean().sub(partners);
    },
    dispose: () => {
      tf.dispose([...masks.values()]);
      masks.clear();
    },
  };
}

export const simclr = jointEmbedding<'simclr'>(ntXent);
