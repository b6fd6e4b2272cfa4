import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { PairLoss } from '../../../worker/src/methods/joint-embedding.ts';

export type Matrix = number[][];

async function leavingNothing<T>(action: () => Promise<T>): Promise<T> {
  const before = tf.memory().numTensors;
  const result = await action();
  expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
  return result;
}

type MatrixLoss = (...inputs: tf.Tensor2D[]) => tf.Scalar;

async function evaluate(
  loss: MatrixLoss,
  inputs: readonly Matrix[],
): Promise<{ loss: number; gradients: number[][] }> {
  const tensors = tf.tidy(() => {
    const gradientsOf = tf.valueAndGrads((...given) => loss(...(given as tf.Tensor2D[])));
    const { value, grads } = gradientsOf(inputs.map((matrix) => tf.tensor2d(matrix)));
    return [value, ...grads];
  });
  const [values, ...gradients] = await Promise.all(
    tensors.map(async (tensor) => Array.from(await tensor.data())),
  );
  tf.dispose(tensors);
  return { loss: values![0]!, gradients };
}

/** A scalar function of matrices and its gradients by each of them on the current engine; checks that no tensor is left behind. */
export const withGradients = (loss: MatrixLoss, inputs: readonly Matrix[]) =>
  leavingNothing(() => evaluate(loss, inputs));

export interface LossWithGradients {
  loss: number;
  z1: number[];
  z2: number[];
}

/** A loss of two embeddings and its gradients on the current engine; checks that it frees what it keeps between steps. */
export const lossOf = (make: () => PairLoss, z1: Matrix, z2: Matrix): Promise<LossWithGradients> =>
  leavingNothing(async () => {
    const pair = make();
    const { loss, gradients } = await evaluate((a, b) => pair.loss(a!, b!), [z1, z2]);
    pair.dispose?.();
    return { loss, z1: gradients[0]!, z2: gradients[1]! };
  });

/** Largest difference, relative to the largest expected value. */
export function relativeError(actual: readonly number[], expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!))) / scale;
}

/** The gradient of a function of matrices by central differences, first matrix first. */
export function centralDifferences<M extends Matrix[]>(
  loss: (...inputs: M) => number,
  ...inputs: M
): number[] {
  const step = 1e-5;
  const matrices = inputs.map((matrix) => matrix.map((row) => [...row])) as M;
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
