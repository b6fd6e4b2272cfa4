/**
 * Supervised training: a linear classifier on the representation should give each view the label of its datapoint.
 *
 *   L = mean over the batch of −Σ_k t_k log softmax(W h + b)_k,   t_k = (1 − s) [k = y] + s / K
 *
 * with label y of K classes and smoothing s. The encoders that Feldman & Zhang 2020 (arXiv 2008.03703), section 2, compare with and without a
 * datapoint are of this kind. Departures: no projector lies between representation and classifier, which is stored with the encoder
 * since label confidence reads it. Range [0, ∞); log K is guessing. Cost: one view and an [B, K] matrix.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { projector } from '../encoders/projector.ts';
import { crossEntropy } from './cross-entropy.ts';
import type { Method, MethodContext } from './method.ts';

/**
 * @param logits [B, K]
 * @param labels [B] classes from 0, int32
 */
export function supervisedLoss(logits: tf.Tensor2D, labels: tf.Tensor1D, labelSmoothing: number): tf.Scalar {
  const classes = logits.shape[1];
  const targets = tf
    .oneHot(labels, classes)
    .mul(1 - labelSmoothing)
    .add(labelSmoothing / classes); // [B, K]
  return crossEntropy(logits, targets);
}

export function supervised(
  { labelSmoothing }: Extract<MethodConfig, { key: 'supervised' }>,
  { encoder, classCount, rng }: MethodContext,
): Method {
  const classifier = projector([classCount], encoder.dims, rng.split('classifier'));
  return {
    views: { count: 1, labels: true },
    networks: [classifier],
    classifier,
    loss: ({ images, labels }, online) =>
      supervisedLoss(classifier.project(online.represent(images, 'train'), 'train'), labels!, labelSmoothing),
    dispose: () => classifier.dispose(),
  };
}
