/**
 * SwAV: from each view the prototypes' shares of the other view are predicted, its code, where codes share a batch out evenly.
 *
 *   L = −½ mean over the batch of Σ_k q²_k log p¹_k + Σ_k q¹_k log p²_k,   p = softmax(s / τ),   s_k = z̄ · c̄_k
 *
 * with bars for length 1. The codes q are found by Sinkhorn and Knopp: of exp(s / ε), columns are scaled to equal sums and rows to
 * sum 1, in turns; no gradient reaches them. A queue lends the embeddings of earlier batches to the scaling and is left out of the loss.
 * Source: Caron et al. 2020 (arXiv 2006.09882), equations 2–5 and algorithm 1. Departures: two views without small crops; prototypes are scaled to length 1
 * in the loss rather than after each update, and learn from the first step on; logarithms are scaled, so that no ε overflows. Range [0, ∞);
 * log K is guessing. Cost: a [B + queue, K] matrix a view.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { detached } from '../encoders/layers/stop-gradient.ts';
import { projector } from '../encoders/projector.ts';
import { prototypes, similarities } from '../encoders/prototypes.ts';
import { crossEntropy } from './cross-entropy.ts';
import type { Method, MethodContext } from './method.ts';
import { EmbeddingQueue } from './queue.ts';

type Settings = Extract<MethodConfig, { key: 'swav' }>;

/** Codes of rows of similarities, [N, K] → [N, K]: every row adds up to 1, and every column to about N / K. */
export function sinkhornCodes(
  scores: tf.Tensor2D,
  { entropy, iterations }: Pick<Settings, 'entropy' | 'iterations'>,
): tf.Tensor2D {
  let logs = scores.div<tf.Tensor2D>(entropy);
  for (let i = 0; i < iterations; i++) {
    logs = logs.sub(logs.logSumExp(0, true));
    logs = logs.sub(logs.logSumExp(1, true));
  }
  return logs.exp();
}

/**
 * @param z1 embeddings of the first views [B, E]
 * @param z2 embeddings of the second views, row by row of the same datapoints [B, E]
 * @param directions prototypes [K, E]
 * @param queues embeddings of earlier first and second views, each [Q, E]; none when left out
 */
export function swavLoss(
  z1: tf.Tensor2D,
  z2: tf.Tensor2D,
  directions: tf.Tensor2D,
  settings: Settings,
  queues: readonly tf.Tensor2D[] = [],
): tf.Scalar {
  const [s1, s2] = [z1, z2].map((z) => similarities(z, directions)) as [tf.Tensor2D, tf.Tensor2D];
  const codesOf = (scores: tf.Tensor2D, queue: tf.Tensor2D | undefined): tf.Tensor2D =>
    detached((own) => {
      if (!queue) return sinkhornCodes(own, settings);
      const all = tf.concat([own, similarities(queue, directions)]) as tf.Tensor2D;
      return sinkhornCodes(all, settings).slice([0, 0], own.shape);
    }, scores);
  const [q1, q2] = [codesOf(s1, queues[0]), codesOf(s2, queues[1])];
  const { temperature } = settings;
  return crossEntropy(s1.div(temperature), q2)
    .add<tf.Scalar>(crossEntropy(s2.div(temperature), q1))
    .div(2);
}

export function swav(settings: Settings, { encoder, projectorWidths, rng }: MethodContext): Method {
  const head = projector(projectorWidths, encoder.dims, rng.split('projector'));
  const clusters = prototypes(settings.prototypes, head.dims, rng.split('prototypes'));
  const queues = settings.queue === 0 ? [] : [0, 1].map(() => emptyQueue(settings.queue, head.dims));
  return {
    views: { count: 2 },
    networks: [head, clusters],
    phase: (before) => (before >= settings.queue ? 'full' : 'filling'),
    loss: ({ images, phase }, online) => {
      const z = head.project(online.represent(images, 'train'), 'train'); // [2B, E]
      const views = tf.split(z, 2) as [tf.Tensor2D, tf.Tensor2D];
      queues.forEach((queue, view) => queue.hold(views[view]!));
      const full = phase === 'full' ? queues.map(({ rows }) => rows) : [];
      return swavLoss(...views, clusters.directions, settings, full);
    },
    afterUpdate: () => queues.forEach((queue) => queue.push()),
    dispose: () => {
      for (const part of [...queues, head, clusters]) part.dispose();
    },
  };
}

function emptyQueue(rows: number, dims: number): EmbeddingQueue {
  const zeros = tf.zeros<tf.Rank.R2>([rows, dims]);
  const queue = new EmbeddingQueue(zeros);
  zeros.dispose();
  return queue;
}
