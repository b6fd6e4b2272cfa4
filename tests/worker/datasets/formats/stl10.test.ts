import { expect, it } from 'vitest';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';
import { datapoint, expectRefused, noise, withFolders, without } from './dataset-folder.ts';

const folderOf = withFolders();

const names = ['airplane', 'bird', 'car', 'cat', 'deer', 'dog', 'horse', 'monkey', 'ship', 'truck'];
const size = 96 * 96 * 3;
const files = {
  'train_X.bin': noise(2 * size, 3),
  'train_y.bin': Uint8Array.of(10, 1),
  'test_X.bin': noise(size, 5),
  'test_y.bin': Uint8Array.of(2),
  'unlabeled_X.bin': noise(size, 7),
  'class_names.txt': `${names.join('\n')}\n`,
};

it('STL-10 has training, test and unlabelled images, upright', async () => {
  const dataset = await readDataset(`stl10:${await folderOf(files)}`);
  expect(dataset.shape).toEqual({ height: 96, width: 96, channels: 3 });
  // Labels count from 1 in the files, from 0 here; −1 is unknown.
  expect([...dataset.labels]).toEqual([9, 0, 1, -1]);
  expect(dataset.classes).toEqual(names.map((name, index) => ({ index, name })));
  const value = (y: number, x: number, c: number): number => datapoint(dataset, 1)[(y * 96 + x) * 3 + c]!;
  for (const [y, x, c] of [
    [0, 1, 0],
    [1, 0, 0],
    [95, 3, 2],
    [50, 60, 1],
  ])
    // prettier-ignore
    expect(value(y!, x!, c!)).toBe(files['train_X.bin'][size + c! * 9216 + x! * 96 + y!]);
});

it('STL-10 may lack its test and its unlabelled part, and the names', async () => {
  const { 'train_X.bin': images, 'train_y.bin': labels } = files;
  const dataset = await readDataset(
    `stl10:${await folderOf({ 'train_X.bin': images, 'train_y.bin': labels })}`,
  );
  expect([...dataset.labels]).toEqual([9, 0]);
  expect(dataset.classes[8]?.name).toBe('ship');
});

it.each<[string, Record<string, Uint8Array | string>, RegExp]>([
  ['a label of 0', { 'train_y.bin': Uint8Array.of(1, 0) }, /train_y\.bin, byte 1: the label is 0; labels run from 1 to 10/],
  ['a label of 11', { 'test_y.bin': Uint8Array.of(11) }, /test_y\.bin, byte 0: the label is 11/],
  ['too few labels', { 'train_y.bin': Uint8Array.of(1) }, /train_y\.bin, byte 1: it has 1 labels for the 2 images of .*train_X\.bin/],
  ['a cut file', { 'test_X.bin': noise(size - 1) }, /test_X\.bin, byte 0: it has 27647 bytes, which is no multiple of the 27648/],
  ['too many names', { 'class_names.txt': [...names, 'x'].join('\n') }, /class_names\.txt, all lines: it has 11 names for 10/],
])('STL-10 with %s is refused', async (_, changed, reason) => {
  await expectRefused(`stl10:${await folderOf({ ...files, ...changed })}`, reason);
}); // prettier-ignore

it('another folder is no STL-10, and labels of a part must be there', async () => {
  await expectRefused(
    `stl10:${await folderOf({ x: 'y' })}`,
    /has no train_X\.bin: unpack stl10_binary\.tar\.gz/,
  );
  const rest = without<Uint8Array | string>(files, 'test_y.bin');
  await expectRefused(`stl10:${await folderOf(rest)}`, /There is no file .*test_y\.bin/);
});
