import { describe, expect, it } from 'vitest';
import { datapointBlocks } from '../../../worker/src/representations/datapoint-blocks.ts';
import { readRepresentationSet } from '../../../worker/src/representations/representation-set.ts';
import { memoryNpz } from './memory-npz.ts';
import { float64Npy, npyBytes } from './numpy-bytes.ts';

function array(shape: number[], value: (i: number) => number = (i) => i): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1);
  return float64Npy(
    shape,
    Array.from({ length: size }, (_, i) => value(i)),
  );
}
const texts = (values: string[]): Uint8Array =>
  npyBytes({
    descr: '<U3',
    shape: [values.length],
    data: new Uint8Array(
      Uint32Array.from(values.flatMap((text) => [0, 1, 2].map((at) => text.codePointAt(at) ?? 0))).buffer,
    ),
  });
const set = (arrays: Record<string, Uint8Array>) => readRepresentationSet(memoryNpz(arrays));

describe('readRepresentationSet', () => {
  it('takes f as the encoder that saw every datapoint and g as the one that saw none', async () => {
    const result = await set({ f: array([4, 3, 2]), g: array([4, 3, 2]) });
    expect(result.shape).toEqual({ datapoints: 4, views: 3, dims: 2 });
    expect(result.masks).toEqual([Uint8Array.of(1, 1, 1, 1), Uint8Array.of(0, 0, 0, 0)]);
    expect([result.indices, result.hashes, result.labels]).toEqual([null, null, null]);
  });

  it('cuts encoders [t, N, M, D] into blocks of one encoder', async () => {
    const result = await set({ encoders: array([2, 3, 2, 2]), mask: array([2, 3], (i) => Number(i < 3)) });
    expect(result.masks).toEqual([Uint8Array.of(1, 1, 1), Uint8Array.of(0, 0, 0)]);
    const firsts: [number, number][] = [];
    for await (const block of datapointBlocks({ ...result.sources[0]!, shape: result.shape }))
      firsts.push([block.encoder, block.values[0]!]);
    expect(firsts).toEqual([
      [0, 0],
      [1, 12],
    ]);
  });

  it('reads labels, −1 as unknown, and indices of the original dataset', async () => {
    const pair = { f: array([3, 2, 1]), g: array([3, 2, 1]) };
    const result = await set({
      ...pair,
      labels: array([3], (i) => i - 1),
      index: array([3], (i) => 7 * (i + 1)),
    });
    expect(result.labels).toMatchObject({ classes: [null, 0, 1], names: null });
    expect(result.indices).toEqual([7, 14, 21]);
    const named = await set({ ...pair, labels: texts(['dog', 'cat', '']) });
    expect(named.labels).toMatchObject({ classes: [1, 0, null], names: ['cat', 'dog'] });
  });

  it('reads content hashes as hexadecimal text, and as 32 bytes in two forms', async () => {
    const pair = { f: array([2, 2, 1]), g: array([2, 2, 1]) };
    const digests = Uint8Array.from({ length: 64 }, (_, i) => (i * 7) % 256);
    const hex = [0, 1].map((n) => Buffer.from(digests.subarray(32 * n, 32 * n + 32)).toString('hex'));
    const forms = {
      text: npyBytes({ descr: '|S64', shape: [2], data: Buffer.from(hex.join('').toUpperCase()) }),
      bytes: npyBytes({ descr: '|S32', shape: [2], data: digests }),
      rows: npyBytes({ descr: '|u1', shape: [2, 32], data: digests }),
    };
    for (const [form, hash] of Object.entries(forms))
      expect((await set({ ...pair, hash })).hashes, form).toEqual(hex);
    await expect(set({ ...pair, hash: texts(['abc', 'def']) })).rejects.toThrow(
      /datapoint 0: "abc" is no SHA-256/,
    );
  });

  const f = array([3, 2, 2]);
  it.each<[string, Record<string, Uint8Array>, string]>([
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
    [
      'a label that is no text for people',
      { f, g: f, labels: texts(['cat', '\u001b[m', 'cat']) },
      'array \'labels\', datapoint 1: the label "\\u001b[m" holds a control character (U+001B)',
    ],
    [
      'a blank label',
      { f, g: f, y: texts(['cat', 'cat', ' ']) },
      'array \'y\', datapoint 2: the label " " is blank',
    ],
    ['an index twice', { f, g: f, index: array([3], () => 4) }, '4 names two datapoints'],
    [
      'two indices that differ',
      { f, g: f, index: array([3]), indices: array([3], (i) => 2 - i) },
      'differ at datapoint 0',
    ],
  ])('refuses %s', async (_, arrays, reason) => {
    await expect(set(arrays)).rejects.toThrowError(
      expect.objectContaining({
        code: 'INVALID_SCORE_INPUT',
        message: expect.stringContaining(reason) as string,
      }) as Error,
    );
  });
});
