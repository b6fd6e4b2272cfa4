import { describe, expect, it } from 'vitest';
import type { NpyArray } from '../../../worker/src/representations/npy.ts';
import { toRepresentationSet } from '../../../worker/src/representations/representation-set.ts';

function array(shape: number[], value: (i: number) => number = (i) => i): NpyArray {
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, values: Float64Array.from({ length: size }, (_, i) => value(i)) };
}
const set = (arrays: Record<string, NpyArray>) =>
  toRepresentationSet(new Map(Object.entries(arrays)), 'r.npz');

describe('toRepresentationSet', () => {
  it('takes f as the encoder that saw every datapoint and g as the one that saw none', () => {
    const result = set({ f: array([4, 3, 2]), g: array([4, 3, 2]) });
    expect(result.shape).toEqual({ datapoints: 4, views: 3, dims: 2 });
    expect(result.masks).toEqual([Uint8Array.of(1, 1, 1, 1), Uint8Array.of(0, 0, 0, 0)]);
    expect(result.indices).toEqual([0, 1, 2, 3]);
    expect(result.classes).toEqual([null, null, null, null]);
  });

  it('cuts encoders [t, N, M, D] into one block an encoder', () => {
    const result = set({ encoders: array([2, 3, 2, 2]), mask: array([2, 3], (i) => Number(i < 3)) });
    expect(result.encoders.map(({ representations }) => representations[0])).toEqual([0, 12]);
    expect(result.masks).toEqual([Uint8Array.of(1, 1, 1), Uint8Array.of(0, 0, 0)]);
  });

  it('reads labels, −1 as unknown, and indices of the original dataset', () => {
    const result = set({
      f: array([3, 2, 1]),
      g: array([3, 2, 1]),
      labels: array([3], (i) => i - 1),
      index: array([3], (i) => 7 * (i + 1)),
    });
    expect(result.classes).toEqual([null, 0, 1]);
    expect(result.indices).toEqual([7, 14, 21]);
  });

  const f = array([3, 2, 2]);
  it.each<[string, Record<string, NpyArray>, string]>([
    ['g missing', { f }, "the array 'g' is missing"],
    ['nothing', {}, "the array 'f' is missing"],
    ['both forms', { f, g: f, mask: array([1, 3]) }, 'both forms'],
    ['unequal shapes', { f, g: array([3, 2, 3]) }, 'f is [3, 2, 2] and g is [3, 2, 3]'],
    ['two dimensions', { f: array([3, 2]), g: f }, "'f': its shape is [3, 2]"],
    ['one view', { f: array([3, 1, 2]), g: array([3, 1, 2]) }, 'at least 2 views'],
    ['no datapoints', { f: array([0, 2, 2]), g: array([0, 2, 2]) }, 'no datapoints'],
    ['a mask of another size', { encoders: array([2, 3, 2, 2]), mask: array([3, 2]) }, 'need [2, 3]'],
    [
      'a mask value beside 0 and 1',
      { encoders: array([2, 3, 2, 2]), mask: array([2, 3], (i) => (i === 4 ? 0.5 : 1)) },
      'encoder 1, datapoint 1: 0.5 is neither',
    ],
    ['labels of another length', { f, g: f, labels: array([2]) }, '2 values for 3 datapoints'],
    ['a label with a fraction', { f, g: f, class: array([3], () => 0.5) }, "'class', datapoint 0: 0.5"],
    ['an index twice', { f, g: f, index: array([3], () => 4) }, '4 names two datapoints'],
  ])('refuses %s', (_, arrays, reason) => {
    expect(() => set(arrays)).toThrowError(
      expect.objectContaining({
        code: 'INVALID_SCORE_INPUT',
        message: expect.stringContaining(reason) as string,
      }) as Error,
    );
  });
});
