import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { createRng, type Rng } from './random.ts';
import { nativeEnginesHere } from './engines-here.ts';
import type { EngineName } from '@engram/core';
import { selectEngine } from '../../../worker/src/engine/registry.ts';

export interface Computed {
  shape: number[];
  dtype: string;
  values: number[];
}

/** Runs `make` on one engine and reads all it returns. */
export async function computeOn(
  engine: EngineName,
  make: (random: Rng) => tf.Tensor | tf.Tensor[],
): Promise<Computed[]> {
  await selectEngine(engine);
  const before = tf.memory().numTensors;
  const tensors = tf.tidy(() => [make(createRng(20261124))].flat());
  const results: Computed[] = [];
  for (const tensor of tensors) {
    const values = Array.from(await tensor.data());
    results.push({ shape: tensor.shape, dtype: tensor.dtype, values });
  }
  tf.dispose(tensors);
  expect(tf.memory().numTensors, `tensors left behind on ${engine}`).toBe(before);
  return results;
}

/** Expects the same shapes, types and values from every engine, up to a tolerance relative to the largest value. */
export async function expectSameOnEveryEngine(
  make: (random: Rng) => tf.Tensor | tf.Tensor[],
  tolerance = 5e-6,
): Promise<void> {
  const reference = await computeOn('cpu', make);
  for (const engine of nativeEnginesHere) {
    const results = await computeOn(engine, make);
    expect(results.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
      reference.map(({ shape, dtype }) => ({ shape, dtype })),
    );
    results.forEach(({ values }, index) => expectClose(values, reference[index]?.values ?? [], tolerance));
  }
}

export function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    1e-3,
  );
  actual.forEach((value, index) => {
    const wanted = expected[index] as number;
    if (!Number.isFinite(wanted)) expect(value, `at ${index}`).toBe(wanted);
    else if (!(Math.abs(value - wanted) <= tolerance * scale)) {
      expect.fail(`value ${index} is ${value}, expected ${wanted} within ${tolerance} of ${scale}`);
    }
  });
}
