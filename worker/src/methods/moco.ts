/**
 * MoCo: a view should be most similar to the other view of its datapoint, among keys of earlier batches that wait in a queue.
 *
 *   L = mean over the batch of −log( exp(q · k⁺ / τ) / (exp(q · k⁺ / τ) + Σ_j exp(q · queue_j / τ)) )
 *
 * with q the unit-norm embedding of the first view, k⁺ that of the second view under a slow copy of the networks, which no gradient
 * reaches. After each update the copy moves, w′ ← μ w′ + (1 − μ) w, and the batch's keys take the place of the oldest in the queue.
 * Source: He et al. 2020 (arXiv 1911.05722), equations 1 and 2 and algorithm 1, with a projector as in MoCo v2 (arXiv 2003.04297).
 * Departures: the queue starts with random directions; the batch of keys is not shuffled over devices. Range [0, ∞). Cost: half a second forward
 * pass and a [B, K] matrix.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig, Rng } from '@engram/core';
import { unitRows } from '../encoders/layers/unit-rows.ts';
import { projector } from '../encoders/projector.ts';
import type { Method, MethodContext } from './method.ts';
import { copyShares, MomentumCopy } from './momentum-copy.ts';
import { EmbeddingQueue } from './queue.ts';

/** Loss of queries q [B, E] and their keys k [B, E] against a queue [K, E] of unit rows; q and k need not have length 1. */
export function mocoLoss(q: tf.Tensor2D, k: tf.Tensor2D, queue: tf.Tensor2D, temperature: number): tf.Scalar {
  const [queries, keys] = [unitRows(q), unitRows(k)];
  const positives = queries.mul(keys).sum(1, true); // [B, 1]
  const negatives = tf.matMul(queries, queue, false, true); // [B, K]
  const similarities = tf.concat([positives, negatives], 1).mul<tf.Tensor2D>(1 / temperature);
  return similarities
    .logSumExp(1)
    .mean()
    .sub(positives.mean().mul(1 / temperature));
}

/** Random directions, [K, E]. Scaled here, not by the engine: the first step would be a graph of its own. */
function randomDirections(count: number, dims: number, rng: Rng): tf.Tensor2D {
  const values = Float32Array.from({ length: count * dims }, () => rng.normal());
  for (let row = 0; row < values.length; row += dims) {
    const direction = values.subarray(row, row + dims);
    const length = Math.hypot(...direction);
    direction.forEach((value, i) => (direction[i] = value / length));
  }
  return tf.tensor2d(values, [count, dims]);
}

export function moco(
  { temperature, momentum, queue: queueSize }: Extract<MethodConfig, { key: 'moco' }>,
  { encoder, createEncoder, projectorWidths, rng }: MethodContext,
): Method {
  const head = projector(projectorWidths, encoder.dims, rng.split('projector'));
  const keyEncoder = createEncoder(rng.split('target encoder'));
  const keyHead = projector(projectorWidths, encoder.dims, rng.split('target projector'));
  const copy = new MomentumCopy([keyEncoder, keyHead], [encoder, head]);
  const first = randomDirections(queueSize, head.dims, rng.split('queue'));
  const queue = new EmbeddingQueue(first);
  first.dispose();
  return {
    views: { count: 2 },
    networks: [head],
    loss: ({ images }, online) => {
      const [forQueries, forKeys] = tf.split(images, 2) as [tf.Tensor4D, tf.Tensor4D];
      const q = head.project(online.represent(forQueries, 'train'), 'train'); // [B, E]
      const k = unitRows(keyHead.project(keyEncoder.represent(forKeys, 'train'), 'train'));
      queue.hold(k);
      return mocoLoss(q, k, queue.rows, temperature);
    },
    schedule: () => copyShares(momentum),
    afterUpdate: (scheduled) => {
      copy.follow(scheduled);
      queue.push();
    },
    dispose: () => {
      queue.dispose();
      for (const network of [head, keyEncoder, keyHead]) network.dispose();
    },
  };
}
