import { describe, expect, it } from 'vitest';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';
import { datapoint, expectRefused, noise, withFolders } from './dataset-folder.ts';
import { matBytes, type MatVariable } from './mat-bytes.ts';

const folderOf = withFolders();

/** [32, 32, 3, 3], the first index runs fastest. */
const values = noise(3 * 3072, 11);
const X: MatVariable = { name: 'X', dimensions: [32, 32, 3, 3], values };
const y: MatVariable = { name: 'y', dimensions: [3, 1], values: Uint8Array.of(1, 10, 9) };
const spec = async (bytes: Uint8Array, name = 'train_32x32.mat') => `svhn:${await folderOf({ [name]: bytes })}/${name}`; // prettier-ignore
const doubles = (...numbers: number[]): Uint8Array => new Uint8Array(Float64Array.from(numbers).buffer);

describe('SVHN', () => {
  it.each<[string, Buffer]>([
    ['compressed, as it is distributed', matBytes([X, y].map((variable) => ({ ...variable, isCompressed: true })))],
    ['not compressed', matBytes([X, y])],
    ['of a big-endian machine', matBytes([y, X], false)],
    ['with labels as doubles', matBytes([X, { ...y, arrayClass: 6, storage: 9, values: doubles(1, 10, 9) }])],
    ['with other variables', matBytes([{ name: 'note', dimensions: [1, 1], values: Uint8Array.of(7), arrayClass: 1 }, X, y])],
  ])('is read %s', async (_, bytes) => {
    const dataset = await readDataset(await spec(bytes));
    expect(dataset).toMatchObject({ slug: 'train-32x32', shape: { height: 32, width: 32, channels: 3 } });
    expect([...dataset.labels]).toEqual([1, 0, 9]);
    expect(dataset.classes.map(({ name }) => name)).toEqual([...'0123456789']);
    const value = (n: number, y: number, x: number, c: number): number => datapoint(dataset, n)[(y * 32 + x) * 3 + c]!;
    for (const [n, row, x, c] of [[0, 0, 1, 0], [1, 1, 0, 2], [2, 31, 7, 1]]) // prettier-ignore
      expect(value(n!, row!, x!, c!)).toBe(values[n! * 3072 + c! * 1024 + x! * 32 + row!]);
  }); // prettier-ignore

  it('of one image has three dimensions, since MATLAB drops the last', async () => {
    const one = [{ ...X, dimensions: [32, 32, 3], values: values.subarray(0, 3072) }, { ...y, dimensions: [1, 1], values: Uint8Array.of(10) }]; // prettier-ignore
    expect([...(await readDataset(await spec(matBytes(one)))).labels]).toEqual([0]);
  });
});

const compressed = matBytes([{ ...X, isCompressed: true }, y]);
const hdf5 = Buffer.concat([Buffer.from('MATLAB 7.3 MAT-file, Platform: GLNXA64'.padEnd(512)), Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')]); // prettier-ignore

it.each<[string, Uint8Array, RegExp]>([
  ['of version 7.3', hdf5, /train_32x32\.mat, byte 0: .*version 7\.3 \(HDF5\), which is not read\. Save it in version 7: .*scipy\.io\.savemat/],
  ['that is HDF5 without a header', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), /version 7\.3/],
  ['that is a web page', Buffer.from('<!DOCTYPE html>'.padEnd(300)), /it is no MAT-file of version 5, but a web page/],
  ['of three bytes', Buffer.from('abc'), /it is no MAT-file of version 5/],
  ['cut within an array', matBytes([X, y]).subarray(0, 5000), /byte 128: an array of \d+ bytes begins here, and the file ends after/],
  ['cut within a tag', matBytes([X, y]).subarray(0, 132), /byte 128: it ends within an element/],
  ['damaged', Buffer.from(compressed.map((byte, at) => (at === 900 ? byte ^ 0xff : byte))), /byte 136: the compressed array cannot be unpacked/],
  ['without X', matBytes([y]), /the array 'X': it is missing; it has y/],
  ['without y', matBytes([X]), /the array 'y': it is missing/],
  ['with too few labels', matBytes([X, { ...y, dimensions: [2, 1], values: Uint8Array.of(1, 2) }]), /the array 'y': it has 2 labels for the 3 images/],
  ['with a label of 11', matBytes([X, { ...y, values: Uint8Array.of(1, 2, 11) }]), /the array 'y', item 2: the label is 11; labels run from 0 to 10/],
  ['with a label of 1.5', matBytes([X, { ...y, storage: 9, values: doubles(1, 1.5, 2) }]), /item 1: the label is 1\.5/],
  ['of grey images', matBytes([{ ...X, dimensions: [32, 32, 1, 9] }, { ...y, dimensions: [9, 1], values: new Uint8Array(9) }]), /the array 'X': its shape is \[32, 32, 1, 9\]/],
  ['of doubles', matBytes([{ ...X, dimensions: [4, 4, 3, 24], storage: 9 }, { ...y, dimensions: [24, 1], values: new Uint8Array(24) }]), /'X': its values are not unsigned bytes \(uint8\)/],
  ['whose sizes disagree', matBytes([{ ...X, dimensions: [32, 32, 3, 4] }, y]), /'X', 32 × 32 × 3 × 4\) needs 12288 bytes of values, and has 9216/],
  ['of garbage', Buffer.concat([matBytes([]), Buffer.alloc(64, 7)]), /byte 128: an element of type \d+ stands where an array/],
])('a file %s is refused', async (_, bytes, reason) => {
  await expectRefused(await spec(bytes), reason);
}); // prettier-ignore

it('a missing file is named', async () => {
  await expectRefused('svhn:/no/such.mat', /There is no file \/no\/such\.mat/);
});
