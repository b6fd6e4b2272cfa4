/**
 * Barlow Twins: the cross-correlation matrix of the embeddings of two views should be the identity.
 *
 *   L = Σ_i (1 − C_ii)² + λ Σ_i Σ_{j ≠ i} C_ij²,   C_ij = (1/B) Σ_b ẑ¹_bi ẑ²_bj
 *
 * where ẑ is z standardised over the batch (biased variance). Source: Zbontar et al. 2021 (arXiv 2103.03230), equations 1 and 2 and
 * algorithm 1. Departures: encoder and projector see both views as one batch; a variance is at least 1e-12, so that a dimension that does
 * not vary has a gradient. Range [0, ∞); small is aligned and without redundancy. Cost: an [E, E] matrix.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { jointEmbedding, type PairLoss } from './joint-embedding.ts';

/** [B, E] → [B, E], mean 0 and variance 1 in each dimension. */
function standardised(z: tf.Tensor2D): tf.Tensor2D {
  const centred = z.sub<tf.Tensor2D>(z.mean(0));
  return centred.div(centred.square().mean(0).maximum(1e-12).sqrt());
}

export function barlowTwinsLoss({
  redundancyWeight,
}: Extract<MethodConfig, { key: 'barlow-twins' }>): PairLoss {
  return {
    loss: (z1, z2) => {
      const [rows, dims] = z1.shape;
      const correlations = tf.matMul(standardised(z1), standardised(z2), true).div<tf.Tensor2D>(rows); // [E, E]
      const diagonal = correlations.mul(tf.eye(dims)).sum(0); // [E]
      const offDiagonal = correlations.square().sum().sub(diagonal.square().sum());
      return tf.scalar(1).sub(diagonal).square().sum().add(offDiagonal.mul(redundancyWeight));
    },
  };
}

export const barlowTwins = jointEmbedding<'barlow-twins'>(barlowTwinsLoss);
