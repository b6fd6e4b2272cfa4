/**
 * STL-10 in its binary version (https://cs.stanford.edu/~acoates/stl10/): 96 × 96 colour images, channel after channel, each of them
 * column after column; labels from 1. The datapoints are those of `train_X.bin`, then `test_X.bin` and `unlabeled_X.bin` where the
 * folder has them; the last have no label (−1).
 */
import { join } from 'node:path';
import { DomainError } from '@engram/core';
import { identifyDataset, type Dataset } from '../dataset.ts';
import { fileError } from '../reading/file-error.ts';
import { linesOf, namesIn, pathIfThere } from '../reading/folder-files.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { assertLabel, checkedNames, namedClasses } from '../reading/labels.ts';
import { fromPlanes } from '../reading/planes.ts';
import { countRecords, readRecords } from '../reading/record-file.ts';

const shape = { height: 96, width: 96, channels: 3 };
const recordBytes = 96 * 96 * 3;
const classNames = ['airplane', 'bird', 'car', 'cat', 'deer', 'dog', 'horse', 'monkey', 'ship', 'truck'];
/** More bytes do not fit one array of Node 20. */
const largestBytes = 2 ** 32;

interface Part {
  images: string;
  /** null for datapoints without labels. */
  labels: string | null;
  count: number;
}

async function partsOf(given: string): Promise<{ folder: string; parts: Part[] }> {
  const folder = (await pathIfThere(given, 'stl10_binary')) ?? given;
  const names = await namesIn(folder);
  if (!names.includes('train_X.bin'))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `${folder} has no train_X.bin: unpack stl10_binary.tar.gz and give its folder.`,
    );
  const parts: Part[] = [];
  for (const part of ['train', 'test', 'unlabeled']) {
    if (!names.includes(`${part}_X.bin`)) continue;
    const images = join(folder, `${part}_X.bin`);
    const labels = part === 'unlabeled' ? null : join(folder, `${part}_y.bin`);
    const count = await countRecords(images, recordBytes);
    if (labels !== null) {
      const labelCount = await countRecords(labels, 1);
      if (labelCount !== count)
        throw fileError(labels, `byte ${Math.min(count, labelCount)}`, `it has ${labelCount} labels for the ${count} images of ${images}.`); // prettier-ignore
    }
    parts.push({ images, labels, count });
  }
  return { folder, parts };
}

async function readStl10(given: string, { signal }: ReadContext): Promise<Dataset> {
  const { folder, parts } = await partsOf(given);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (count * recordBytes > largestBytes)
    throw new DomainError('LIMIT_EXCEEDED', `${folder} has ${count} images, ${count * recordBytes} bytes; up to ${largestBytes} are read. Leave unlabeled_X.bin out.`); // prettier-ignore
  const pixels = new Uint8Array(count * recordBytes);
  const labels = new Int32Array(count).fill(-1);
  let first = 0;
  for (const part of parts) {
    const start = first;
    await readRecords(part.images, { recordBytes, count: part.count, signal }, (record, n) => {
      const at = (start + n) * recordBytes;
      fromPlanes(record, shape, 'columns', pixels.subarray(at, at + recordBytes));
    });
    const file = part.labels;
    if (file !== null)
      await readRecords(file, { recordBytes: 1, count: part.count, signal }, ([label], n) => {
        assertLabel(label, { first: 1, last: 10 }, file, `byte ${n}`);
        labels[start + n] = label - 1;
      });
    first += part.count;
  }
  const namesFile = await pathIfThere(folder, 'class_names.txt');
  const names =
    namesFile === null ? classNames : checkedNames(await linesOf(namesFile), 10, namesFile, 'all lines');
  return identifyDataset({
    kind: 'image',
    slug: 'stl-10',
    name: 'STL-10',
    shape,
    classes: namedClasses(names),
    labels,
    pixels,
    citation: 'Coates, Lee, Ng: An analysis of single-layer networks in unsupervised feature learning (2011)',
  });
}

export const stl10: DatasetFormat = {
  key: 'stl10',
  usage: 'stl10:DIR for the unpacked binary version',
  source: 'files',
  read: readStl10,
};
