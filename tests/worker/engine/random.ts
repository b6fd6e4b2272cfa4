import * as tf from '@tensorflow/tfjs';

/** Seeded tensors for comparing engines: the same numbers whatever engine is current. */
export interface Rng {
  /** Uniform in [low, high). */
  uniform(shape: number[], low?: number, high?: number): tf.Tensor;
  integers(shape: number[], low: number, high: number): tf.Tensor;
  booleans(shape: number[]): tf.Tensor;
}

export function createRng(seed: number): Rng {
  let state = seed >>> 0;
  // mulberry32: enough for test values.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const list = (shape: number[], make: () => number) =>
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, make);
  return {
    uniform: (shape, low = -2, high = 2) =>
      tf.tensor(
        list(shape, () => low + (high - low) * next()),
        shape,
      ),
    integers: (shape, low, high) =>
      tf.tensor(
        list(shape, () => Math.floor(low + (high - low) * next())),
        shape,
        'int32',
      ),
    booleans: (shape) =>
      tf.tensor(
        list(shape, () => (next() < 0.5 ? 0 : 1)),
        shape,
        'bool',
      ),
  };
}
