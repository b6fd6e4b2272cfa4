/**
 * SVHN's cropped digits (http://ufldl.stanford.edu/housenumbers/): a MAT-file of version 5 with `X` [32, 32, 3, N] of unsigned bytes
 * and `y` [N, 1], where the label 10 means the digit 0.
 */
import { basename } from 'node:path';
import { identifyDataset, slugOf, type Dataset } from '../dataset.ts';
import { truncateName } from '../names.ts';
import { fileError } from '../reading/file-error.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { assertLabel, namedClasses } from '../reading/labels.ts';
import { matValues, unsignedBytes, type MatArray } from '../reading/mat-array.ts';
import { readMatFile } from '../reading/mat-file.ts';
import { fromPlanes } from '../reading/planes.ts';

const sides = { min: 3, max: 1024 };

function arrayOf(arrays: Map<string, MatArray>, name: string, file: string): MatArray {
  const found = arrays.get(name);
  if (found) return found;
  const others = arrays.size > 0 ? `; it has ${[...arrays.keys()].join(', ')}` : '';
  throw fileError(file, `the array '${name}'`, `it is missing${others}. Is it a file of cropped digits (train_32x32.mat)?`); // prettier-ignore
}

/** The pixels, turned from columns into rows one image after another. */
async function pixelsOf(images: MatArray, file: string): Promise<Pick<Dataset, 'shape' | 'pixels'>> {
  const [height = 0, width = 0, channels = 0, count = 1, ...more] = images.dimensions;
  const place = "the array 'X'";
  const isSide = (side: number): boolean => side >= sides.min && side <= sides.max;
  if (!isSide(height) || !isSide(width) || channels !== 3 || count < 1 || more.length > 0)
    throw fileError(file, place, `its shape is [${images.dimensions.join(', ')}], not [32, 32, 3, N].`);
  if (images.storage !== unsignedBytes)
    throw fileError(file, place, 'its values are not unsigned bytes (uint8). Save X as uint8.');
  const shape = { height, width, channels };
  const size = height * width * channels;
  const pixels = new Uint8Array(count * size);
  const stream = await images.stream();
  const planes = new Uint8Array(size);
  for (let n = 0; n < count; n++) {
    if ((await stream.fill(planes)) < size)
      throw fileError(file, place, `it ends within image ${n} of ${count}; it is truncated: fetch it again.`);
    fromPlanes(planes, shape, 'columns', pixels.subarray(n * size, (n + 1) * size));
  }
  await stream.drain();
  return { shape, pixels };
}

async function readSvhn(file: string, { signal }: ReadContext): Promise<Dataset> {
  const arrays = await readMatFile(file, signal);
  const [images, marks] = [arrayOf(arrays, 'X', file), arrayOf(arrays, 'y', file)];
  const count = images.dimensions[3] ?? 1;
  const values = await matValues(marks);
  if (values.length !== count)
    throw fileError(file, "the array 'y'", `it has ${values.length} labels for the ${count} images of 'X'.`);
  const labels = Int32Array.from(values, (label: unknown, n) => {
    assertLabel(label, { first: 0, last: 10 }, file, `the array 'y', item ${n}`);
    return label % 10;
  });
  return identifyDataset({
    kind: 'image',
    slug: slugOf(basename(file).replace(/\.mat$/i, '')) || 'svhn',
    name: truncateName(`SVHN ${basename(file)}`, 'SVHN'),
    ...(await pixelsOf(images, file)),
    classes: namedClasses(Array.from({ length: 10 }, (_, digit) => String(digit))),
    labels,
    citation:
      'Netzer, Wang, Coates, Bissacco, Wu, Ng: Reading digits in natural images with unsupervised feature learning (2011)',
  });
}

export const svhn: DatasetFormat = {
  key: 'svhn',
  usage: 'svhn:FILE.mat for a file of cropped digits',
  source: 'files',
  read: readSvhn,
};
