import * as tf from '@tensorflow/tfjs';
import type { Rng } from '@engram/core';
import type { Network } from './encoder.ts';
import { unitRows } from './layers/unit-rows.ts';
import { Parameters } from './parameters.ts';

/** K directions in the space of embeddings, trained with the networks. */
export interface Prototypes extends Network {
  /** [K, E], not scaled to length 1. */
  readonly directions: tf.Tensor2D;
}

/** @param inputs E, the dimension of the embeddings */
export function prototypes(count: number, inputs: number, rng: Rng): Prototypes {
  const parameters = new Parameters(rng);
  const directions = parameters.uniform<tf.Tensor2D>('weight', [count, inputs], 1 / Math.sqrt(inputs));
  return { parameters, dims: count, directions, dispose: () => parameters.dispose() };
}

/** Cosines of embeddings [B, E] and prototypes [K, E], neither of which need have length 1: [B, K]. */
export const similarities = (embeddings: tf.Tensor2D, directions: tf.Tensor2D): tf.Tensor2D =>
  tf.matMul(unitRows(embeddings), unitRows(directions), false, true);
