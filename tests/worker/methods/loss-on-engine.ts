import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { PairLoss } from '../../../worker/src/methods/joint-embedding.ts';

export type Matrix = number[][];

export interface LossWithGradients {
  loss: number;
  z1: number[];
  z2: number[];
}

/** A loss of two embeddings and its gradients on the current engine; checks that no tensor is left behind. */
export async function lossOf(make: () => PairLoss, z1: Matrix, z2: Matrix): Promise<LossWithGradients> {
  const before = tf.memory().numTensors;
  const method = make();
  const tensors = tf.tidy(() => {
    const inputs = [tf.tensor2d(z1), tf.tensor2d(z2)];
    const gradientsOf = tf.valueAndGrads((a, b) => method.loss(a as tf.Tensor2D, b as tf.Tensor2D));
    const { value, grads } = gradientsOf(inputs);
    return [value, ...grads];
  });
  const [loss, first, second] = await Promise.all(
    tensors.map(async (tensor) => Array.from(await tensor.data())),
  );
  tf.dispose(tensors);
  method.dispose?.();
  expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
  return { loss: loss![0]!, z1: first!, z2: second! };
}

/** Largest difference, relative to the largest expected value. */
export function relativeError(actual: readonly number[], expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!))) / scale;
}

/** The gradient of a function of two matrices by central differences, first matrix first. */
export function centralDifferences(
  loss: (z1: Matrix, z2: Matrix) => number,
  z1: Matrix,
  z2: Matrix,
): number[] {
  const step = 1e-5;
  const matrices = [z1.map((row) => [...row]), z2.map((row) => [...row])] as [Matrix, Matrix];
  return matrices.flatMap((matrix) =>
    matrix.flatMap((row) =>
      row.map((value, d) => {
        row[d] = value + step;
        const above = loss(...matrices);
        row[d] = value - step;
        const below = loss(...matrices);
        row[d] = value;
        return (above - below) / (2 * step);
      }),
    ),
  );
}
