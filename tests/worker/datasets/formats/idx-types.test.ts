import { describe, expect, it } from 'vitest';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';
import { idxBytes } from '../../../integration/worker/datasets/formats/idx-files.ts';
import { datapoint, expectRefused, withFolders } from './dataset-folder.ts';

const folderOf = withFolders();

/** How many bytes each type has, and how it writes a number, big endian. */
const types = {
  ubyte: [0x08, 1, (b: Buffer, v: number, at: number) => b.writeUInt8(v, at)],
  byte: [0x09, 1, (b: Buffer, v: number, at: number) => b.writeInt8(v, at)],
  short: [0x0b, 2, (b: Buffer, v: number, at: number) => b.writeInt16BE(v, at)],
  int: [0x0c, 4, (b: Buffer, v: number, at: number) => b.writeInt32BE(v, at)],
  float: [0x0d, 4, (b: Buffer, v: number, at: number) => b.writeFloatBE(v, at)],
  double: [0x0e, 8, (b: Buffer, v: number, at: number) => b.writeDoubleBE(v, at)],
} as const;
type Type = keyof typeof types;

function array(type: Type, dimensions: number[], values: readonly number[]): Buffer {
  const [code, size, write] = types[type];
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, i) => write(bytes, value, i * size));
  return idxBytes(dimensions, bytes, code);
}

const pixels = Array.from({ length: 2 * 9 }, (_, i) => (i * 7) % 128);
const read = async (images: Buffer, labels?: Buffer, name = 'images') => {
  const folder = await folderOf({ [name]: images, ...(labels && { labels }) });
  return readDataset(`idx:${folder}/${name}${labels ? `,${folder}/labels` : ''}`);
};

describe('idx images of any type of value', () => {
  it.each(Object.keys(types) as Type[])(
    '%s: whole numbers up to 255 are pixels as they are',
    async (type) => {
      const dataset = await read(array(type, [2, 3, 3], pixels), array(type, [2], [3, 1]));
      expect([...dataset.pixels]).toEqual(pixels);
      expect([...dataset.labels]).toEqual([3, 1]);
    },
  );

  it('have one content hash, whatever their type', async () => {
    const hash = async (type: Type) => (await read(array(type, [2, 3, 3], pixels))).contentHash;
    expect(await hash('double')).toBe(await hash('ubyte'));
  });

  it.each(['float', 'double'] as const)('%s: values from 0 to 1 are taken times 255', async (type) => {
    const values = pixels.map((_, i) => i / 17);
    expect([...(await read(array(type, [2, 3, 3], values))).pixels]).toEqual(values.map((v) => Math.round(255 * Math.fround(v)))); // prettier-ignore
    // Zeros and ones of floats are black and white; of whole numbers they are the darkest two of 256.
    const bits = pixels.map((_, i) => i % 2);
    expect((await read(array(type, [2, 3, 3], bits))).pixels[1]).toBe(255);
    expect((await read(array('int', [2, 3, 3], bits))).pixels[1]).toBe(1);
    // A value above 1 behind them tells that they were dark.
    expect([...(await read(array(type, [2, 3, 3], [...bits.slice(0, 17), 200]))).pixels]).toEqual([...bits.slice(0, 17), 200]); // prettier-ignore
  });

  it('are read when values are cut by the chunks of a large file', async () => {
    const many = Array.from({ length: 41 * 41 * 60 }, (_, i) => i % 256);
    expect([...(await read(array('double', [60, 41, 41], many))).pixels]).toEqual(many);
  });

  it.each<[Type, number, RegExp]>([
    ['byte', -3, /images: value 2 of datapoint 1 is -3; pixels are whole numbers from 0 to 255/],
    ['short', 256, /value 2 of datapoint 1 is 256/],
    ['float', NaN, /value 2 of datapoint 1 is NaN/],
    ['double', Infinity, /value 2 of datapoint 1 is Infinity/],
    ['double', -0.5, /is -0\.5/],
    ['float', 3.5, /is 3\.5; other values lie above 1, so that pixels must be whole numbers/],
  ])('%s: %d is refused with its place', async (type, value, reason) => {
    const folder = await folderOf({ images: array(type, [2, 3, 3], pixels.with(11, value)) });
    await expectRefused(`idx:${folder}/images`, reason);
  });

  it('a scale that changes within the file is refused', async () => {
    const folder = await folderOf({ images: array('float', [2, 3, 3], pixels.fill(0.5).with(11, 128)) });
    await expectRefused(`idx:${folder}/images`, /value 2 of datapoint 1 is 128; values before it lie between 0 and 1/); // prettier-ignore
    const cut = array('double', [2, 3, 3], pixels).subarray(0, -5);
    await expectRefused(`idx:${await folderOf({ cut })}/cut`, /cut, byte \d+: it ends after 139 of 144 bytes of values; it is truncated/); // prettier-ignore
  });
});

describe('labels', () => {
  const images = array('ubyte', [2, 3, 3], new Array<number>(18).fill(0));

  it('of QMNIST [N, 8] are their first column', async () => {
    const wide = array('int', [2, 8], [7, 4, 2426, 1, 2, 3, 4, 5, 0, 1, 3000, 9, 9, 9, 9, 9]);
    const dataset = await read(images, wide);
    expect([...dataset.labels]).toEqual([7, 0]);
    expect(dataset.classes.map(({ index }) => index)).toEqual([0, 7]);
  });

  it.each<[Buffer, RegExp]>([
    [array('int', [2, 5], new Array<number>(10).fill(1)), /labels have 1 dimension, this file has 2/],
    [array('float', [2], [1, 1.5]), /the label of datapoint 1 is 1\.5/],
    [array('int', [2], [-2, 1]), /the label of datapoint 0 is -2/],
    [array('double', [2], [1, 2 ** 40]), /the label of datapoint 1 is 1099511627776/],
  ])('of another form are refused', async (labels, reason) => {
    const folder = await folderOf({ images, labels });
    await expectRefused(`idx:${folder}/images,${folder}/labels`, reason);
  });
});

describe('EMNIST', () => {
  const values = Array.from({ length: 18 }, (_, i) => i);
  const upright = [0, 3, 6, 1, 4, 7, 2, 5, 8];

  it('is turned upright, and letters count from 1', async () => {
    const name = 'emnist-letters-train-images-idx3-ubyte';
    const dataset = await read(array('ubyte', [2, 3, 3], values), array('ubyte', [2], [1, 26]), name);
    expect(datapoint(dataset, 0)).toEqual(upright);
    expect(datapoint(dataset, 1)).toEqual(upright.map((value) => value + 9));
    expect(dataset.classes).toEqual([{ index: 1, name: 'Aa' }, { index: 26, name: 'Zz' }]); // prettier-ignore
  });

  it.each([
    ['balanced', 46, 't'],
    ['bymerge', 36, 'a'],
    ['byclass', 61, 'z'],
    ['digits', 9, '9'],
    ['mnist', 9, '9'],
    ['letters', 2, 'Bb'],
    ['unknown', 2, '2'],
  ])('%s calls its class %i %s', async (split, label, name) => {
    const file = `emnist-${split}-test-images-idx3-ubyte`;
    const dataset = await read(array('ubyte', [2, 3, 3], values), array('ubyte', [2], [label, label]), file);
    expect(dataset.classes).toEqual([{ index: label, name }]);
  });

  it('under another name is as it stands in the file', async () => {
    expect(datapoint(await read(array('ubyte', [2, 3, 3], values)), 0)).toEqual(values.slice(0, 9));
    const wide = await folderOf({ 'emnist-x': array('ubyte', [1, 3, 6], values) });
    await expectRefused(`idx:${wide}/emnist-x`, /images of EMNIST are square, these are 3 × 6/);
  });
});
