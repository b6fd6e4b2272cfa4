import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datapointHash, datasetFolder, readPixels } from '@engram/store';
import { expect, it } from 'vitest';
import {
  openDatasetFiles,
  verifyDatasetFiles,
  writeDatasetFiles,
} from '../../../../worker/src/datasets/dataset-files.ts';
import { identifyDataset } from '../../../../worker/src/datasets/dataset.ts';
import { runData } from '../../../../worker/src/datasets/run-data.ts';
import { withFolder } from './formats/idx-files.ts';
import { allPixels } from '../../../factories/run-data.ts';

const folder = withFolder();
const shape = { height: 1, width: 3, channels: 2 };
const dataset = identifyDataset({
  slug: 'waves',
  name: 'Waves',
  kind: 'series',
  shape,
  classes: [],
  labels: Int32Array.of(0, -1, 0, 1),
  pixels: Float32Array.from({ length: 24 }, (_, i) => (i - 9) / 7),
});

it('float32 values come back to the last bit, and their kind with them', async () => {
  await writeDatasetFiles(folder.path, dataset);
  const files = await openDatasetFiles(folder.path, dataset.contentHash);
  expect(files).toMatchObject({ kind: 'series', shape, labels: dataset.labels });
  expect(allPixels(runData({}, files))).toEqual(dataset.pixels);
  expect(allPixels(runData({ datapoints: 3 }, files))).toEqual(
    Float32Array.from([0, 1, 3].flatMap((n) => Array.from(dataset.pixels.subarray(6 * n, 6 * n + 6)))),
  );
});

it('one datapoint is read alone and verified', async () => {
  await writeDatasetFiles(folder.path, dataset);
  const of = { ...dataset, ...shape };
  const read = (index: number) =>
    readPixels(folder.path, of, { index, contentHash: dataset.contentHashes[index]! });
  expect(await read(2)).toEqual(dataset.pixels.slice(12, 18));
  const path = join(datasetFolder(folder.path, dataset.contentHash), 'values.f32');
  const bytes = await readFile(path);
  bytes[50]! ^= 1;
  await writeFile(path, bytes);
  await expect(read(2)).rejects.toThrow('no longer have their content hash');
  await expect(verifyDatasetFiles(folder.path, dataset.contentHash, 'waves')).rejects.toThrow(
    /values\.f32 .* 1 of its 4 datapoints \(2\)/,
  );
  expect(await writeDatasetFiles(folder.path, dataset)).toEqual({ created: false, restored: ['values.f32'] });
  await (await open(path, 'r+')).truncate(95);
  await expect(verifyDatasetFiles(folder.path, dataset.contentHash, 'waves')).rejects.toThrow(
    'has 95 bytes, not 96',
  );
});

it('bytes and float32 of equal values are different datapoints', () => {
  const one = { height: 1, width: 4, channels: 1 };
  const floats = Float32Array.of(1);
  expect(datapointHash(new Uint8Array(floats.buffer), one)).not.toBe(
    datapointHash(floats, { ...one, width: 1 }),
  );
  expect(datapointHash(floats, one)).not.toBe(datapointHash(new Uint8Array(floats.buffer), one));
});
