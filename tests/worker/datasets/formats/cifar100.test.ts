import { expect, it } from 'vitest';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';
import { datapoint, expectRefused, noise, withFolders, without } from './dataset-folder.ts';
import { python2Pickle } from './python2-pickle.ts';

const folderOf = withFolders();

const fineNames = Array.from({ length: 100 }, (_, n) => `fine${n}`);
const coarseNames = Array.from({ length: 20 }, (_, n) => `coarse${n}`);
const rows = { train: [[99, 3], [0, 19], [99, 3]], test: [[0, 19]] } as const; // prettier-ignore
type Part = keyof typeof rows;
const parts = Object.keys(rows) as Part[];
const planes = (part: Part): Uint8Array => noise(rows[part].length * 3072, part.length);

const binary = (): Record<string, Uint8Array | string> => ({
  ...Object.fromEntries(
    parts.map((part) => [
      `${part}.bin`,
      Buffer.concat(
        // The superclass stands before the class.
        rows[part].flatMap(([fine, coarse], n) => [
          Uint8Array.of(coarse, fine),
          planes(part).subarray(n * 3072, (n + 1) * 3072),
        ]),
      ),
    ]),
  ),
  'fine_label_names.txt': fineNames.join('\n'),
  'coarse_label_names.txt': coarseNames.join('\r\n'),
});

const pickled = (part: Part, change: object = {}): Buffer =>
  python2Pickle({
    filenames: ['a'],
    fine_labels: rows[part].map(([fine]) => fine),
    coarse_labels: rows[part].map(([, coarse]) => coarse),
    data: { shape: [rows[part].length, 3072], data: planes(part) },
    ...change,
  });
const python = (): Record<string, Uint8Array> => ({
  train: pickled('train'),
  test: pickled('test'),
  meta: python2Pickle({ fine_label_names: fineNames, coarse_label_names: coarseNames }),
});

it.each([
  ['binary', binary],
  ['Python', python],
])('the %s version of CIFAR-100 has fine classes, each with its superclass', async (_, files) => {
  const dataset = await readDataset(`cifar100:${await folderOf(files())}`);
  expect([...dataset.labels]).toEqual([99, 0, 99, 0]);
  expect(dataset.classes).toHaveLength(100);
  expect(dataset.classes[99]).toEqual({ index: 99, name: 'fine99 (coarse3)' });
  expect(dataset.classes[0]).toEqual({ index: 0, name: 'fine0 (coarse19)' });
  // No datapoint says which superclass it belongs to.
  expect(dataset.classes[5]).toEqual({ index: 5, name: 'fine5' });
  const [red, green, blue] = [0, 1024, 2048].map((at) => planes('test')[at + 1]!);
  expect(datapoint(dataset, 3).slice(3, 6)).toEqual([red, green, blue]);
});

it('CIFAR-100 without names has numbers', async () => {
  const rest = without(python(), 'meta');
  expect((await readDataset(`cifar100:${await folderOf(rest)}`)).classes[99]?.name).toBe('99 (3)');
});

it.each<[string, Record<string, Uint8Array | string>, RegExp]>([
  ['a superclass too large', { 'test.bin': Buffer.concat([Uint8Array.of(20, 1), new Uint8Array(3072)]) }, /test\.bin, byte 0: the label is 20; labels run from 0 to 19/],
  ['a class too large', { 'test.bin': Buffer.concat([Uint8Array.of(1, 100), new Uint8Array(3072)]) }, /test\.bin, byte 1: the label is 100/],
  ['a class in two superclasses', { 'test.bin': Buffer.concat([Uint8Array.of(2, 99), new Uint8Array(3072)]) }, /test\.bin, byte 0: the class 99 has the superclass 2 here and 3 before/],
  ['files of CIFAR-10', { 'test.bin': new Uint8Array(3073) }, /test\.bin, byte 0: it has 3073 bytes, which is no multiple of the 3074/],
])('CIFAR-100 with %s is refused', async (_, changed, reason) => {
  await expectRefused(`cifar100:${await folderOf({ ...binary(), ...changed })}`, reason);
}); // prettier-ignore

it('pickled CIFAR-100 with a class in two superclasses, or without them, is refused', async () => {
  const change = async (labels: object) => `cifar100:${await folderOf({ ...python(), test: pickled('test', labels) })}`; // prettier-ignore
  await expectRefused(
    await change({ coarse_labels: [4] }),
    /test, the list 'coarse_labels', item 0: the class 0 has/,
  );
  await expectRefused(await change({ coarse_labels: 4 }), /test, the list 'coarse_labels': it is missing/);
});
