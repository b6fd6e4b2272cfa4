/**
 * SimSiam: a predictor of one view's embedding should point where the other view's embedding points, which no gradient reaches.
 *
 *   L = D(p₁, z₂)/2 + D(p₂, z₁)/2,   D(p, z) = −mean over the batch of p · sg(z) / (‖p‖ ‖z‖)
 *
 * with p = predictor(z) and sg the stop-gradient. Source: Chen & He 2021 (arXiv 2011.10566), equations 1–4 and algorithm 1.
 * Departures: encoder, projector and predictor see both views as one batch, and the projector's last layer has no batch
 * normalisation. Range [−1, 1]; small is aligned. Without the stop-gradient all representations become one point.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { stopGradient } from '../encoders/layers/stop-gradient.ts';
import { unitRows } from '../encoders/layers/unit-rows.ts';
import { projector } from '../encoders/projector.ts';
import type { Method, MethodContext } from './method.ts';

/** −cosine of predictions and targets, both [B, E]; no gradient reaches the targets. */
const towards = (predictions: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar =>
  unitRows(predictions)
    .mul(unitRows(stopGradient(targets)))
    .sum(1)
    .mean<tf.Scalar>()
    .neg();

/** Loss of predictions p₁, p₂ and embeddings z₁, z₂, each [B, E]. */
export function simsiamLoss(p1: tf.Tensor2D, p2: tf.Tensor2D, z1: tf.Tensor2D, z2: tf.Tensor2D): tf.Scalar {
  return towards(p1, z2).add<tf.Scalar>(towards(p2, z1)).div(2);
}

export function simsiam(
  { predictorWidth }: Extract<MethodConfig, { key: 'simsiam' }>,
  { encoder, projectorWidths, rng }: MethodContext,
): Method {
  const head = projector(projectorWidths, encoder.dims, rng.split('projector'));
  const predictor = projector([predictorWidth, head.dims], head.dims, rng.split('predictor'));
  return {
    views: { count: 2 },
    networks: [head, predictor],
    loss: ({ images }, online) => {
      const z = head.project(online.represent(images, 'train'), 'train'); // [2B, E]
      const p = predictor.project(z, 'train');
      const [z1, z2] = tf.split(z, 2) as [tf.Tensor2D, tf.Tensor2D];
      const [p1, p2] = tf.split(p, 2) as [tf.Tensor2D, tf.Tensor2D];
      return simsiamLoss(p1, p2, z1, z2);
    },
    dispose: () => {
      head.dispose();
      predictor.dispose();
    },
  };
}
