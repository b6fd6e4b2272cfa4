/**
 * MedMNIST's archives of NumPy arrays (https://medmnist.com): `train_images`, `val_images`, `test_images` [N, H, W] or [N, H, W, 3] of
 * unsigned bytes, and labels [N, 1]. The datapoints are those of train, val and test, in this order.
 */
import { basename } from 'node:path';
import { numberType } from '../../files/numpy/npy.ts';
import { openNpz, type NpzArray, type NpzFile } from '../../files/numpy/npz.ts';
import { identifyDataset, slugOf, type Dataset } from '../dataset.ts';
import { truncateName } from '../names.ts';
import { fileError } from '../reading/file-error.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { assertLabel, occurringClasses } from '../reading/labels.ts';
import { medmnistClasses } from '../reading/medmnist-classes.ts';

const splits = ['train', 'val', 'test'] as const;
const sides = { min: 3, max: 1024 };
/** More bytes do not fit one array of Node 20. */
const largestBytes = 2 ** 32;

interface Split {
  images: NpzArray;
  labels: NpzArray;
  count: number;
}

const failIn = ({ where }: NpzArray, reason: string) => fileError(where, 'its header', reason);

async function splitOf(npz: NpzFile, name: string, path: string): Promise<Split> {
  for (const array of [`${name}_images`, `${name}_labels`])
    if (!npz.names.includes(array))
      throw fileError(path, `the array '${array}'`, `it is missing; the file has ${npz.names.join(', ') || 'none'}.`); // prettier-ignore
  const images = await npz.array(`${name}_images`);
  const labels = await npz.array(`${name}_labels`);
  const [count = 0, ...lengths] = images.header.shape;
  const [labelCount, perImage = 1, ...more] = labels.header.shape;
  if (labelCount !== count)
    throw failIn(labels, `its shape is [${labels.header.shape.join(', ')}], for the ${count} images of '${name}_images'.`); // prettier-ignore
  if (perImage !== 1 || more.length > 0)
    throw failIn(labels, `it has ${perImage} labels for each image, as ChestMNIST does; a datapoint has one class here. Choose one column, and save the images and it as another file.`); // prettier-ignore
  if (images.header.descr !== '|u1')
    throw failIn(images, `its values are ${String(images.header.descr)}, not unsigned bytes (|u1).`);
  if (images.header.fortranOrder)
    throw failIn(images, 'it is in Fortran order; save numpy.ascontiguousarray of it.');
  if (lengths.length !== 2 && !(lengths.length === 3 && lengths[2] === 3))
    throw failIn(images, `its shape is [${images.header.shape.join(', ')}], not [N, H, W] or [N, H, W, 3]; the three-dimensional sets are not read.`); // prettier-ignore
  return { images, labels, count };
}

/** @throws DomainError INVALID_FILE unless all images have one shape */
function shapeOf(parts: readonly Split[]): Dataset['shape'] {
  const [height, width, channels = 1] = parts[0]!.images.header.shape.slice(1) as [number, number, number?];
  for (const { images } of parts)
    if (images.header.shape.slice(1).join() !== parts[0]!.images.header.shape.slice(1).join())
      throw failIn(images, `its images are ${images.header.shape.slice(1).join(' × ')}, those of train ${parts[0]!.images.header.shape.slice(1).join(' × ')}.`); // prettier-ignore
  if ([height, width].some((side) => side < sides.min || side > sides.max))
    throw failIn(parts[0]!.images, `its images are ${height} × ${width}; sides from ${sides.min} to ${sides.max} are read.`); // prettier-ignore
  return { height, width, channels };
}

async function labelsOf({ labels, count }: Split, names: readonly string[] | undefined): Promise<number[]> {
  const values = new Float64Array(count);
  numberType(labels.header, labels.where).decode(await labels.bytes(), values);
  return Array.from(values, (label: unknown, n) => {
    const last = names ? names.length - 1 : 2 ** 31 - 1;
    assertLabel(label, { first: 0, last }, labels.where, `item ${n}`);
    return label;
  });
}

async function readParts(npz: NpzFile, path: string): Promise<Dataset> {
  const parts: Split[] = [];
  for (const split of splits) parts.push(await splitOf(npz, split, path));
  const shape = shapeOf(parts);
  const size = shape.height * shape.width * shape.channels;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (count === 0 || count * size > largestBytes)
    throw fileError(path, 'its arrays', `they have ${count} images, ${count * size} bytes; 1 to ${largestBytes} bytes are read.`); // prettier-ignore
  const pixels = new Uint8Array(count * size);
  const labels = new Int32Array(count);
  const stem = basename(path).replace(/\.npz$/i, '');
  const names = medmnistClasses[stem.toLowerCase().replace(/_\d+$/, '')];
  let first = 0;
  for (const part of parts) {
    const stream = await part.images.stream();
    await stream.fill(pixels.subarray(first * size, (first + part.count) * size));
    await stream.drain();
    labels.set(await labelsOf(part, names), first);
    first += part.count;
  }
  return identifyDataset({
    kind: 'image',
    slug: slugOf(stem) || 'medmnist',
    name: truncateName(stem, 'medmnist'),
    shape,
    classes: names ? names.map((name, index) => ({ index, name })) : occurringClasses(labels),
    labels,
    pixels,
    citation: 'Yang, Shi, Wei and others: MedMNIST v2 (Scientific Data, 2023)',
  });
}

async function readMedmnist(path: string, _context: ReadContext): Promise<Dataset> {
  const npz = await openNpz(path);
  try {
    return await readParts(npz, path);
  } finally {
    await npz.close();
  }
}

export const medmnist: DatasetFormat = {
  key: 'medmnist',
  usage: 'medmnist:FILE.npz',
  source: 'files',
  read: readMedmnist,
};
