import { describe, expect, it } from 'vitest';
import { readDataset } from '../../../../../worker/src/datasets/formats/registry.ts';
import type { TableOptions } from '../../../../../worker/src/datasets/tables/table-options.ts';
import { withFolder } from './idx-files.ts';
import { bytesOfArray, npyBytes } from './npy-bytes.ts';

const folder = withFolder();
let written = 0;
const write = (bytes: Buffer): Promise<string> => folder.write(`array-${written++}.npy`, bytes);
const read = async (bytes: Buffer, table: TableOptions = {}) =>
  readDataset(`npy:${await write(bytes)}`, { table });

const floats = Float32Array.from({ length: 24 }, (_, i) => i / 2 - 3);

describe('an array of NumPy in a file of its own', () => {
  it('is read by its dimensions: vectors, series, images of bytes', async () => {
    const vectors = await read(npyBytes('<f4', [4, 6], bytesOfArray(floats)));
    expect(vectors).toMatchObject({
      kind: 'vector',
      shape: { height: 1, width: 6, channels: 1 },
      pixels: floats,
    });
    const series = await read(npyBytes('<f8', [2, 4, 3], bytesOfArray(Float64Array.from(floats))));
    expect(series).toMatchObject({
      kind: 'series',
      shape: { height: 1, width: 4, channels: 3 },
      pixels: floats,
    });
    const bytes = Uint8Array.from({ length: 24 }, (_, i) => i * 10);
    const images = await read(npyBytes('|u1', [2, 4, 3], bytes));
    expect(images).toMatchObject({
      kind: 'image',
      shape: { height: 4, width: 3, channels: 1 },
      pixels: bytes,
    });
    const colour = await read(npyBytes('|u1', [2, 2, 2, 3], bytes));
    expect(colour).toMatchObject({
      kind: 'image',
      shape: { height: 2, width: 2, channels: 3 },
      pixels: bytes,
    });
    const numbers = await read(npyBytes('<f4', [24], bytesOfArray(floats)));
    expect(numbers).toMatchObject({ kind: 'vector', shape: { width: 1 }, pixels: floats });
  });

  it('is turned into C order', async () => {
    const fortran = Float32Array.from({ length: 24 }, (_, at) => floats[(at % 4) * 6 + Math.floor(at / 4)]!);
    expect((await read(npyBytes('<f4', [4, 6], bytesOfArray(fortran), true))).pixels).toEqual(floats);
  });

  it('takes labels from a second file', async () => {
    const values = await write(npyBytes('<f4', [4, 6], bytesOfArray(floats)));
    const labels = await write(npyBytes('<i8', [4], bytesOfArray(BigInt64Array.of(3n, -1n, 0n, 3n))));
    const dataset = await readDataset(`npy:${values},${labels}`);
    expect(Array.from(dataset.labels)).toEqual([3, -1, 0, 3]);
    expect(dataset.classes.map(({ name }) => name)).toEqual(['0', '3']);
    const few = await write(npyBytes('<i4', [3], bytesOfArray(Int32Array.of(1, 2, 3))));
    await expect(readDataset(`npy:${values},${few}`)).rejects.toThrow(
      'it has the shape (3), and there are 4 datapoints',
    );
  });

  it('is read in blocks, of float16 as well', async () => {
    const many = new Uint16Array(70_000 * 2).fill(0x3c00); // 1
    many[139_999] = 0xc400; // −4
    const dataset = await read(npyBytes('<f2', [70_000, 2], bytesOfArray(many)));
    expect([dataset.pixels[0], dataset.pixels[139_998], dataset.pixels[139_999]]).toEqual([1, 1, -4]);
  });

  const broken = floats.slice();
  broken[13] = NaN;
  it.each<[string, Buffer, TableOptions, RegExp]>([
    ['NaN', npyBytes('<f4', [4, 6], bytesOfArray(broken)), {}, /datapoint 2, value 1: it is NaN/],
    [
      'a number beyond float32',
      npyBytes('<f8', [1, 2], bytesOfArray(Float64Array.of(1, 1e300))),
      {},
      /datapoint 0, value 1: it is 1e\+300/,
    ],
    [
      'an end that comes too early',
      npyBytes('<f4', [4, 7], bytesOfArray(floats)),
      {},
      /the file ends here, and its shape \(4, 7\) needs/,
    ],
    [
      'bytes after its end',
      npyBytes('<f4', [4, 5], bytesOfArray(floats)),
      {},
      /the shape \(4, 5\) ends here, and the file has/,
    ],
    ['no datapoints', npyBytes('<f4', [0, 5], new Uint8Array()), {}, /there are no datapoints/],
    ['complex numbers', npyBytes('<c8', [3, 4], bytesOfArray(floats)), {}, /complex/],
    ['no magic bytes', Buffer.from('PK and so on'.repeat(9)), {}, /not a NumPy array/],
    [
      'a column that nothing can have',
      npyBytes('<f4', [4, 6], bytesOfArray(floats)),
      { label: 'y' },
      /--label names a column/,
    ],
    [
      'too many dimensions',
      npyBytes('<f4', [1, 2, 2, 2, 3], bytesOfArray(floats)),
      { kind: 'image' },
      /not 2 × 2 × 2 × 3/,
    ],
  ])('is refused with %s', async (_, bytes, table, message) => {
    await expect(read(bytes, table)).rejects.toThrow(message);
  });
});
