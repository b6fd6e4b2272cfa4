import { describe, expect, it } from 'vitest';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';
import { datapoint, expectRefused, noise, withFolders, without } from './dataset-folder.ts';
import { python2Pickle } from './python2-pickle.ts';

const folderOf = withFolders();

const names = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const batches = [
  'data_batch_1',
  'data_batch_2',
  'data_batch_3',
  'data_batch_4',
  'data_batch_5',
  'test_batch',
];
/** Two images a batch, as planes of red, green and blue. */
const planes = (batch: number): Uint8Array => noise(2 * 3072, batch + 1);
const labels = (batch: number): number[] => [batch, 9 - batch];

function binary(): Record<string, Uint8Array | string> {
  const files = batches.map((name, batch): [string, Uint8Array] => {
    const rows = [0, 1].flatMap((n) => [
      Uint8Array.of(labels(batch)[n]!),
      planes(batch).subarray(n * 3072, (n + 1) * 3072),
    ]);
    return [`${name}.bin`, Buffer.concat(rows)];
  });
  return { ...Object.fromEntries(files), 'batches.meta.txt': `${names.join('\n')}\n\n` };
}

function python(): Record<string, Uint8Array> {
  const files = batches.map((name, batch): [string, Uint8Array] => [
    name,
    python2Pickle({
      batch_label: `training batch ${batch + 1} of 5`,
      labels: labels(batch),
      data: { shape: [2, 3072], data: planes(batch) },
      filenames: ['a.png', 'b.png'],
    }),
  ]);
  const meta = python2Pickle({ num_cases_per_batch: 10000, label_names: names, num_vis: 3072 });
  return { ...Object.fromEntries(files), 'batches.meta': meta };
}

/** [32, 32, 3] of an image by the definition: value (y, x, c) stands at c · 1024 + y · 32 + x. */
const expected = (batch: number, n: number): number[] => {
  const image = planes(batch).subarray(n * 3072, (n + 1) * 3072);
  return Array.from({ length: 3072 }, (_, i) => {
    const [y, x, c] = [Math.floor(i / 96), Math.floor(i / 3) % 32, i % 3];
    return image[c * 1024 + y * 32 + x]!;
  });
};

describe('CIFAR-10', () => {
  it.each([
    ['the binary version', binary],
    ['the Python version', python],
  ])('%s has the training images, then those of the test', async (_, files) => {
    const dataset = await readDataset(`cifar10:${await folderOf(files())}`);
    expect(dataset.shape).toEqual({ height: 32, width: 32, channels: 3 });
    expect([...dataset.labels]).toEqual([0, 1, 2, 3, 4, 5].flatMap(labels));
    for (const [n, batch, at] of [
      [0, 0, 0],
      [3, 1, 1],
      [11, 5, 1],
    ])
      // prettier-ignore
      expect(datapoint(dataset, n!)).toEqual(expected(batch!, at!));
    expect(dataset.classes).toEqual(names.map((name, index) => ({ index, name })));
  });

  it('is the same dataset in both versions, and inside the folder of the archive', async () => {
    const inside = Object.entries(python()).map(([name, bytes]) => [`cifar-10-batches-py/${name}`, bytes]);
    const [a, b] = [
      await folderOf(binary()),
      await folderOf(Object.fromEntries(inside) as Record<string, Uint8Array>),
    ];
    expect((await readDataset(`cifar10:${a}`)).contentHash).toBe(
      (await readDataset(`cifar10:${b}`)).contentHash,
    );
  });

  it('has its names without the file of them', async () => {
    const rest = without(binary(), 'batches.meta.txt');
    expect((await readDataset(`cifar10:${await folderOf(rest)}`)).classes[9]?.name).toBe('truck');
  });
});

const data = { shape: [2, 3072], data: planes(0) };

describe('CIFAR-10 is refused with file, place and reason', () => {
  it.each<[string, Record<string, Uint8Array | string>, RegExp]>([
    ['cut', { 'data_batch_2.bin': new Uint8Array(5000) }, /data_batch_2\.bin, byte 3073: it has 5000 bytes, .* truncated/],
    ['empty', { 'test_batch.bin': '' }, /test_batch\.bin, byte 0: the file is empty/],
    ['with a label too large', { 'data_batch_3.bin': Buffer.concat([new Uint8Array(3073), Uint8Array.of(10), new Uint8Array(3072)]) }, /data_batch_3\.bin, byte 3073: the label is 10; labels run from 0 to 9/],
    ['with too few names', { 'batches.meta.txt': 'a\nb\n' }, /batches\.meta\.txt, all lines: it has 2 names for 10 classes/],
  ])('binary, %s', async (_, changed, reason) => {
    await expectRefused(`cifar10:${await folderOf({ ...binary(), ...changed })}`, reason);
  });

  it.each<[string, Uint8Array | string, RegExp]>([
    ['cut', python()['data_batch_4']!.subarray(0, 3000), /data_batch_4, byte \d+: the pickle ends within a value of 6144 bytes/],
    ['with a function', "cposix\nsystem\n(S'true'\ntR.", /data_batch_4, byte 0: .*posix\.system/],
    ['with a label too large', python2Pickle({ data, labels: [3, 10] }), /data_batch_4, the list 'labels', item 1: the label is 10/],
    ['with a label of text', python2Pickle({ data, labels: [3, 'cat'] }), /item 1: the label is /],
    ['with too few labels', python2Pickle({ data, labels: [3] }), /the list 'labels': it has 1 labels for 2 images/],
    ['without labels', python2Pickle({ data }), /the list 'labels': it is missing/],
    ['of another width', python2Pickle({ data: { shape: [4, 1536], data: planes(0) }, labels: [1, 1, 1, 1] }), /the array 'data': its shape is \[4, 1536\], not \[N, 3072\]/],
    ['of fewer bytes than its shape', python2Pickle({ data: { shape: [3, 3072], data: planes(0) }, labels: [1, 1, 1] }), /it has 6144 bytes for the shape \[3, 3072\]/],
    ['of floats', python2Pickle({ data: { ...data, type: 'f4' }, labels: [1, 1] }), /its values are of type \|f4/],
    ['in Fortran order', python2Pickle({ data: { ...data, isFortran: true }, labels: [1, 1] }), /Fortran order/],
    ['that is a list', '\x80\x02].', /it is no dictionary/],
  ])('Python, %s', async (_, changed, reason) => {
    const bytes = typeof changed === 'string' ? Buffer.from(changed, 'latin1') : changed;
    await expectRefused(`cifar10:${await folderOf({ ...python(), data_batch_4: bytes })}`, reason);
  });

  it('without one of its files, in another folder, or in none', async () => {
    const rest = without(binary(), 'data_batch_5.bin');
    await expectRefused(`cifar10:${await folderOf(rest)}`, /data_batch_5\.bin is missing; unpack the archive again/);
    await expectRefused(`cifar10:${await folderOf({ x: 'y' })}`, /has neither data_batch_1 nor data_batch_1\.bin: unpack/);
    await expectRefused('cifar10:/no/such/folder', /There is no folder \/no\/such\/folder/);
    await expectRefused('cifar10:', /There is no folder/);
  });
}); // prettier-ignore
