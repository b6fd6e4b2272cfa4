import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { Layer } from '../../../../worker/src/encoders/layers/layer.ts';
import type { Parameters } from '../../../../worker/src/encoders/parameters.ts';

export type Nested = number | Nested[];
export const flat = (values: Nested): number[] =>
  typeof values === 'number' ? [values] : values.flatMap(flat);

/** Sets variables to given values by their names, all others to 0. */
export function assign(parameters: Parameters, values: Readonly<Record<string, Nested>>): void {
  const known = new Set(parameters.trainable.map(({ name }) => name));
  for (const name of Object.keys(values)) expect(known, name).toContain(name);
  for (const { name, variable } of parameters.trainable)
    tf.tidy(() => {
      const given = values[name];
      variable.assign(given === undefined ? tf.zerosLike(variable) : tf.tensor(given as tf.TensorLike));
    });
}

export interface BlockResult {
  output: number[];
  /** Mean of the squared outputs. */
  loss: number;
  /** Gradients of the loss by the input, `x`, and by the variables' names. */
  gradients: Record<string, number[]>;
}

/** Output and gradients of a block in training on the current engine; checks that no tensor is left behind. */
export async function runBlock<T extends tf.Tensor>(
  block: Layer<T, T>,
  parameters: Parameters,
  input: Nested,
): Promise<BlockResult> {
  const before = tf.memory().numTensors;
  const x = tf.tidy(() => tf.variable(tf.tensor(input as tf.TensorLike)));
  const results = tf.tidy(() => {
    const run = (): tf.Tensor => block(x as unknown as T, 'train');
    const { value, grads } = tf.variableGrads(() => run().square().mean<tf.Scalar>());
    const named: [string, tf.Tensor][] = parameters.trainable.map(({ name, variable }) => [
      name,
      grads[variable.name]!,
    ]);
    return [['output', run()], ['loss', value], ['x', grads[x.name]!], ...named] as [string, tf.Tensor][];
  });
  const read = await Promise.all(
    results.map(async ([name, tensor]) => [name, Array.from(await tensor.data())] as const),
  );
  tf.dispose(results.map(([, tensor]) => tensor));
  x.dispose();
  const { output, loss, ...gradients } = Object.fromEntries(read) as Record<string, number[]>;
  expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
  return { output: output!, loss: loss![0]!, gradients };
}
