/**
 * BYOL: a predictor of one view's embedding should point where the other view's embedding points under a slow copy of the networks.
 *
 *   L = mean over the batch of ‖p̄₁ − z̄′₂‖² + ‖p̄₂ − z̄′₁‖² = 4 − 2 mean(p̄₁ · z̄′₂ + p̄₂ · z̄′₁)
 *
 * with p = predictor(projector(f(x))), z′ the projection under the copy, bars for length 1. After each update the copy moves:
 * w′ ← μ w′ + (1 − μ) w, μ from `momentum` to 1 by half a cosine. Source: Grill et al. 2020 (arXiv 2006.07733), equation 2 and section 3.2.
 * Departures: both views pass as one batch, under the copy too. Range [0, 8]; small is aligned. Cost: a second forward pass.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { unitRows } from '../encoders/layers/unit-rows.ts';
import { projector } from '../encoders/projector.ts';
import type { Method, MethodContext } from './method.ts';
import { copyShares, cosineMomentum, MomentumCopy } from './momentum-copy.ts';

/** Mean squared distance of directions, both [B, E]. */
const between = (predictions: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar =>
  unitRows(predictions).sub<tf.Tensor2D>(unitRows(targets)).square().sum(1).mean();

/** Loss of predictions p₁, p₂ and the copy's embeddings t₁, t₂, each [B, E]. */
export function byolLoss(p1: tf.Tensor2D, p2: tf.Tensor2D, t1: tf.Tensor2D, t2: tf.Tensor2D): tf.Scalar {
  return between(p1, t2).add(between(p2, t1));
}

export function byol(
  { predictorWidth, momentum }: Extract<MethodConfig, { key: 'byol' }>,
  { encoder, createEncoder, projectorWidths, rng }: MethodContext,
): Method {
  const head = projector(projectorWidths, encoder.dims, rng.split('projector'));
  const predictor = projector([predictorWidth, head.dims], head.dims, rng.split('predictor'));
  const target = createEncoder(rng.split('target encoder'));
  const targetHead = projector(projectorWidths, encoder.dims, rng.split('target projector'));
  const copy = new MomentumCopy([target, targetHead], [encoder, head]);
  return {
    views: { count: 2 },
    networks: [head, predictor],
    loss: ({ images }, online) => {
      const p = predictor.project(head.project(online.represent(images, 'train'), 'train'), 'train'); // [2B, E]
      const t = targetHead.project(target.represent(images, 'train'), 'train');
      const [p1, p2] = tf.split(p, 2) as [tf.Tensor2D, tf.Tensor2D];
      const [t1, t2] = tf.split(t, 2) as [tf.Tensor2D, tf.Tensor2D];
      return byolLoss(p1, p2, t1, t2);
    },
    schedule: (step, steps) => copyShares(cosineMomentum(step, steps, momentum)),
    afterUpdate: (scheduled) => copy.follow(scheduled),
    dispose: () => {
      for (const network of [head, predictor, target, targetHead]) network.dispose();
    },
  };
}
