import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertBothSides } from '@engram/core';
import { readMasks } from '../../../worker/src/imported/read-masks.ts';
import { float64Npy, npyBytes } from '../representations/numpy-bytes.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engram-masks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(bytes: Uint8Array, encoders = 2) {
  const path = join(folder, 'mask.npy');
  await writeFile(path, bytes);
  return readMasks(path, { encoders, count: 3, dataset: 'three' });
}
const bytesOf = (...values: number[]) => Uint8Array.from(values);

describe('masks', () => {
  it.each(['|b1', '|u1', '|i1'])('are read as %s, one row an encoder', async (descr) => {
    expect(await read(npyBytes({ descr, shape: [2, 3], data: bytesOf(1, 0, 1, 0, 0, 1) }))).toEqual([
      bytesOf(1, 0, 1),
      bytesOf(0, 0, 1),
    ]);
  });

  it('are read in Fortran order', async () => {
    expect(await read(float64Npy([2, 3], [1, 0, 0, 0, 1, 1], true))).toEqual([
      bytesOf(1, 0, 1),
      bytesOf(0, 0, 1),
    ]);
  });

  it('of one row are that of f where there are f and g', async () => {
    expect(await read(npyBytes({ descr: '|b1', shape: [3], data: bytesOf(1, 0, 1) }))).toEqual([
      bytesOf(1, 0, 1),
      bytesOf(0, 0, 0),
    ]);
  });

  it.each([
    ['another length', [2, 4], 2, "for 4 datapoints, and the dataset 'three' has 3"],
    ['other encoders', [2, 3], 3, 'for 2 encoders, and there are 3'],
    ['one row for three', [3], 3, 'for 1 encoder, and there are 3'],
    ['three dimensions', [1, 2, 3], 2, 'the mask is [1, 2, 3]; it should be [2, 3]'],
  ])('are refused with %s', async (_, shape, encoders, message) => {
    const data = new Uint8Array(shape.reduce((a, b) => a * b));
    await expect(read(npyBytes({ descr: '|u1', shape, data }), encoders)).rejects.toThrow(message);
  });

  it('are refused with values that are neither 0 nor 1', async () => {
    await expect(read(float64Npy([2, 3], [1, 0, 1, 0, 2, 1]))).rejects.toThrow(
      'encoder 1, datapoint 1: 2 is neither 0',
    );
    await expect(read(float64Npy([2, 3], [1, 0, NaN, 0, 0, 1]))).rejects.toThrow(
      'encoder 0, datapoint 2: NaN',
    );
    await expect(read(Uint8Array.of(1, 2))).rejects.toThrow('mask.npy, byte 0');
    await expect(
      readMasks(join(folder, 'gone.npy'), { encoders: 1, count: 1, dataset: 'x' }),
    ).rejects.toThrow('gone.npy');
  });
});

it('a score needs encoders on both sides of some datapoint', () => {
  expect(() => assertBothSides([bytesOf(1, 1), bytesOf(1, 0)])).not.toThrow();
  expect(() => assertBothSides([bytesOf(1, 0)])).toThrow('there is no encoder without the datapoint');
  expect(() => assertBothSides([bytesOf(1, 0), bytesOf(1, 0)])).toThrow('trained on the same datapoints');
});
