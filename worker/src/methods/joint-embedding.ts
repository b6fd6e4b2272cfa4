import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { projector } from '../encoders/projector.ts';
import type { Method, MethodContext } from './method.ts';

/** A loss of two embeddings, with what it keeps between steps. */
export interface PairLoss {
  /**
   * @param z1 embeddings of the first views [B, E]
   * @param z2 embeddings of the second views, row by row of the same datapoints [B, E]
   * @returns a scalar that belongs to the `tf.tidy` around the call
   */
  loss(z1: tf.Tensor2D, z2: tf.Tensor2D): tf.Scalar;
  /** Frees what the loss keeps between steps. */
  dispose?(): void;
}

type Settings<K> = Extract<MethodConfig, { key: K }>;

/**
 * A method that embeds two views of each datapoint by one encoder and one projector and compares the embeddings. Both views pass as
 * one batch, so that batch normalisation is over 2B rows.
 */
export const jointEmbedding =
  <K extends MethodConfig['key']>(pairLoss: (settings: Settings<K>) => PairLoss) =>
  (settings: Settings<K>, { encoder, projectorWidths, rng }: MethodContext): Method => {
    const head = projector(projectorWidths, encoder.dims, rng.split('projector'));
    const pair = pairLoss(settings);
    return {
      views: { count: 2 },
      networks: [head],
      loss: ({ images }, online) => {
        const z = head.project(online.represent(images, 'train'), 'train'); // [2B, E]
        const [z1, z2] = tf.split(z, 2) as [tf.Tensor2D, tf.Tensor2D];
        return pair.loss(z1, z2);
      },
      dispose: () => {
        pair.dispose?.();
        head.dispose();
      },
    };
  };
