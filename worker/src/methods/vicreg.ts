/**
 * VICReg: views of a datapoint should agree, and the embedding's dimensions should vary and not repeat each other.
 *
 *   L = λ s(Z, Z′) + μ [v(Z) + v(Z′)] / 2 + ν [c(Z) + c(Z′)]
 *   s = mean squared difference over all entries
 *   v = mean over dimensions of max(0, 1 − √(Var + 1e-4)),   c = (sum of the squared covariances of different dimensions) / E
 *
 * with unbiased variances and covariances (n − 1). Source: Bardes et al. 2022 (arXiv 2105.04906), equations 1–6 and the
 * authors' code, whose variance term is the mean over the branches. Departures: encoder and projector see both views
 * as one batch. Range [0, ∞). Cost: two [E, E] matrices.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { jointEmbedding, type PairLoss } from './joint-embedding.ts';

/** Keeps the square root differentiable where a dimension does not vary. */
export const epsilon = 1e-4;

/** Variance and covariance terms of one branch, [B, E] → two scalars. */
function spread(z: tf.Tensor2D): { variance: tf.Scalar; covariance: tf.Scalar } {
  const [rows, dims] = z.shape;
  const centred = z.sub<tf.Tensor2D>(z.mean(0));
  const variances = centred
    .square()
    .sum(0)
    .div(rows - 1); // [E]
  const covariances = tf.matMul(centred, centred, true).div(rows - 1); // [E, E]
  const offDiagonal = covariances.square().sum().sub(variances.square().sum());
  return {
    variance: tf.scalar(1).sub(variances.add(epsilon).sqrt()).relu().mean(),
    covariance: offDiagonal.div(dims),
  };
}

export function vicregLoss(config: Extract<MethodConfig, { key: 'vicreg' }>): PairLoss {
  return {
    loss: (z1, z2) => {
      const invariance = z1.sub(z2).square().mean();
      const [a, b] = [spread(z1), spread(z2)];
      const variance = a.variance.add(b.variance).div(2);
      const covariance = a.covariance.add(b.covariance);
      return invariance
        .mul(config.invarianceWeight)
        .add(variance.mul(config.varianceWeight))
        .add(covariance.mul(config.covarianceWeight));
    },
  };
}

export const vicreg = jointEmbedding<'vicreg'>(vicregLoss);
