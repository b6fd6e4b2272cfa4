import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readDataset } from '../../../../../worker/src/datasets/formats/registry.ts';
import type { TableOptions } from '../../../../../worker/src/datasets/tables/table-options.ts';
import { withFolder } from './idx-files.ts';
import { bytesOfArray, npyBytes } from './npy-bytes.ts';

const folder = withFolder();
let written = 0;

async function read(arrays: Record<string, Buffer>, table: TableOptions = {}) {
  const zipped = zipSync(
    Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])),
  );
  return readDataset(`npz:${await folder.write(`arrays-${written++}.npz`, Buffer.from(zipped))}`, { table });
}

const floats = Float32Array.from({ length: 24 }, (_, i) => i / 4);
const values = npyBytes('<f4', [4, 6], bytesOfArray(floats));
const labels = npyBytes('<i4', [4], bytesOfArray(Int32Array.of(1, 0, 1, -1)));
const texts = (...words: string[]): Buffer =>
  npyBytes('<U5', [words.length], Buffer.concat(words.map((word) => {
    const cells = new Uint32Array(5);
    Array.from(word).forEach((letter, i) => (cells[i] = letter.codePointAt(0)!));
    return Buffer.from(cells.buffer);
  }))); // prettier-ignore

it('values, labels and ids are found by their names', async () => {
  const dataset = await read({ X: values, y: labels, id: texts('a', 'b', 'cc', 'dé') });
  expect(dataset).toMatchObject({ kind: 'vector', pixels: floats, sourceIds: ['a', 'b', 'cc', 'dé'] });
  expect(Array.from(dataset.labels)).toEqual([1, 0, 1, -1]);
});

it('names of classes come along', async () => {
  const dataset = await read({ anything: values, label: texts('dog', 'ant', 'dog', '') });
  expect(dataset.classes.map(({ name }) => name)).toEqual(['ant', 'dog']);
  expect(Array.from(dataset.labels)).toEqual([1, 0, 1, -1]);
});

it('an array named by an option is taken, also of texts', async () => {
  const series = npyBytes('<f4', [4, 3, 2], bytesOfArray(floats));
  const dataset = await read({ one: values, two: series, marks: labels }, { data: 'two', label: 'marks' });
  expect(dataset).toMatchObject({ kind: 'series', shape: { width: 3, channels: 2 } });
  expect(await read({ text: texts('hi', 'you') }, { kind: 'text' })).toMatchObject({
    kind: 'text',
    texts: ['hi', 'you'],
  });
});

it.each<[string, Record<string, Buffer>, TableOptions, RegExp]>([
  [
    'several arrays that could be meant',
    { a: values, b: values },
    {},
    /--data is needed: name the array of the values; it has 'a', 'b'/,
  ],
  [
    'labels of another length',
    { x: values, y: npyBytes('<i4', [2], bytesOfArray(Int32Array.of(1, 2))) },
    {},
    /array 'y', shape: it has the shape \(2\), and there are 4 datapoints/,
  ],
  ['an array that it lacks', { x: values }, { label: 'marks' }, /--label names 'marks'/],
  [
    'values that are not finite',
    { x: npyBytes('<f4', [1, 2], bytesOfArray(Float32Array.of(1, Infinity))) },
    {},
    /array 'x', datapoint 0, value 1: it is Infinity/,
  ],
])('is refused with %s', async (_, arrays, table, message) => {
  await expect(read(arrays, table)).rejects.toThrow(message);
});
