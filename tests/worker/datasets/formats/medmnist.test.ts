import { expect, it } from 'vitest';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';
import { npyBytes, npzBytes } from '../../representations/numpy-bytes.ts';
import { datapoint, expectRefused, noise, withFolders, without } from './dataset-folder.ts';

const folderOf = withFolders();

const bytes = (shape: number[], data: Uint8Array, descr = '|u1', fortran = false): Uint8Array =>
  npyBytes({ descr, shape, data, fortran });
const counts = { train: 3, val: 1, test: 2 };
const images = (part: keyof typeof counts): Uint8Array => noise(counts[part] * 28 * 28 * 3, counts[part]);

/** As MedMNIST's archives: images [N, 28, 28, 3] and labels [N, 1] of three parts. */
const arrays = (): Record<string, Uint8Array> => ({
  train_images: bytes([3, 28, 28, 3], images('train')),
  val_images: bytes([1, 28, 28, 3], images('val')),
  test_images: bytes([2, 28, 28, 3], images('test')),
  train_labels: bytes([3, 1], Uint8Array.of(7, 0, 2)),
  val_labels: bytes([1, 1], Uint8Array.of(1)),
  test_labels: bytes([2, 1], Uint8Array.of(3, 7)),
});
const spec = async (of: Record<string, Uint8Array>, name = 'bloodmnist.npz') =>
  `medmnist:${await folderOf({ [name]: npzBytes(of) })}/${name}`;

it('MedMNIST has the images of train, val and test with the names of its classes', async () => {
  const dataset = await readDataset(await spec(arrays()));
  expect(dataset).toMatchObject({ slug: 'bloodmnist', shape: { height: 28, width: 28, channels: 3 } });
  expect([...dataset.labels]).toEqual([7, 0, 2, 1, 3, 7]);
  expect(dataset.classes[7]).toEqual({ index: 7, name: 'platelet' });
  expect(datapoint(dataset, 0)).toEqual([...images('train').subarray(0, 2352)]);
  expect(datapoint(dataset, 3)).toEqual([...images('val')]);
  expect(datapoint(dataset, 5)).toEqual([...images('test').subarray(2352)]);
});

it('MedMNIST of another size knows its classes; under another name it has numbers', async () => {
  expect((await readDataset(await spec(arrays(), 'BloodMNIST_64.npz'))).classes[0]?.name).toBe('basophil');
  const other = await readDataset(await spec(arrays(), 'mine.npz'));
  expect(other.classes.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '7']);
});

it('grey images have one channel, and labels may be wider numbers', async () => {
  const grey = { ...arrays() };
  for (const part of ['train', 'val', 'test'] as const)
    grey[`${part}_images`] = bytes([counts[part], 28, 28], images(part).subarray(0, counts[part] * 784));
  grey['val_labels'] = bytes([1, 1], new Uint8Array(BigInt64Array.of(4n).buffer), '<i8');
  const dataset = await readDataset(await spec(grey));
  expect(dataset.shape.channels).toBe(1);
  expect(dataset.labels[3]).toBe(4);
});

const withoutVal = without(arrays(), 'val_images');
it.each<[string, Record<string, Uint8Array>, RegExp]>([
  ['without a part', withoutVal, /the array 'val_images': it is missing; the file has train_images, /],
  ['of several labels each', { ...arrays(), train_labels: bytes([3, 14], new Uint8Array(42)) }, /train_labels'.*14 labels for each image, as ChestMNIST/],
  ['of too few labels', { ...arrays(), test_labels: bytes([1, 1], Uint8Array.of(0)) }, /test_labels'.*\[1, 1\], for the 2 images/],
  ['of a label too large', { ...arrays(), test_labels: bytes([2, 1], Uint8Array.of(0, 8)) }, /test_labels', item 1: the label is 8; labels run from 0 to 7/],
  ['of volumes', { ...arrays(), val_images: bytes([1, 28, 28, 28], new Uint8Array(21952)) }, /val_images'.*three-dimensional sets are not read/],
  ['of two sizes', { ...arrays(), val_images: bytes([1, 14, 14, 3], new Uint8Array(588)) }, /val_images'.*its images are 14 × 14 × 3, those of train 28 × 28 × 3/],
  ['of floats', { ...arrays(), val_images: bytes([1, 28, 28, 3], new Uint8Array(4 * 2352), '<f4') }, /val_images'.*its values are <f4, not unsigned bytes/],
  ['in Fortran order', { ...arrays(), val_images: bytes([1, 28, 28, 3], images('val'), '|u1', true) }, /Fortran order/],
])('an archive %s is refused', async (_, of, reason) => {
  await expectRefused(await spec(of), reason);
}); // prettier-ignore

it('a truncated archive, another file and a missing one are refused', async () => {
  const whole = npzBytes(arrays());
  const folder = await folderOf({ 'cut.npz': whole.subarray(0, whole.length - 30), 'x.npz': 'text' });
  await expectRefused(`medmnist:${folder}/cut.npz`, /cut\.npz/);
  await expectRefused(`medmnist:${folder}/x.npz`, /x\.npz/);
  await expect(readDataset(`medmnist:${folder}/none.npz`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
