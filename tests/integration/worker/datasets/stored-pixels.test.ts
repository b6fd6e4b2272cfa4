import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Rng } from '@engram/core';
import { datapointHash, datasetFolder, datasetHash } from '@engram/store';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatasetFiles, writeDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import { runData, type RunData } from '../../../../worker/src/datasets/run-data.ts';
import { saveWeights } from '../../../../worker/src/encoders/weights.ts';
import { selectEngine } from '../../../../worker/src/engine/registry.ts';
import { trainEncoder } from '../../../../worker/src/pipeline/train.ts';
import { TrainingBatches } from '../../../../worker/src/pipeline/training-batches.ts';
import { inMemory } from '../../../factories/run-data.ts';
import { toyConfig, toyDataset } from '../../../worker/pipeline/toy-run.ts';
import { withFolder } from './formats/idx-files.ts';

const folder = withFolder();
const dataset = toyDataset(40);
const size = 144;
const of = (...positions: number[]): number[] =>
  positions.flatMap((n) => [...dataset.pixels.subarray(n * size, (n + 1) * size)]);

let path: string;
let data: RunData;
beforeEach(async () => {
  await writeDatasetFiles(folder.path, dataset);
  path = join(datasetFolder(folder.path, dataset.contentHash), 'pixels.u8');
  data = runData({}, await openDatasetFiles(folder.path, dataset.contentHash, 'toy'));
});

async function change(datapoint: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[datapoint * size + 5]! ^= 1;
  await writeFile(path, bytes);
}

describe('pixels in a file', () => {
  it('are those of the datapoints asked for, in their order, in an array of their own', () => {
    const first = data.pixels.read([7, 3, 7]);
    expect([...first]).toEqual(of(7, 3, 7));
    first.fill(0);
    expect([...data.pixels.read([3])]).toEqual(of(3));
  });

  it('are refused where a datapoint changed after the dataset was opened; others are not', async () => {
    await change(3);
    expect([...data.pixels.read([2, 4])]).toEqual(of(2, 4));
    expect(() => data.pixels.read([2, 3])).toThrow(
      /'toy' is damaged on this machine: the file .*pixels\.u8 no longer has the content hash of datapoint 3\..* engram import dataset/,
    );
  });

  it('are refused where the file was cut or is gone, and read again once it is restored', async () => {
    await copyFile(path, `${path}.whole`);
    await truncate(path, 30 * size + 7);
    expect([...data.pixels.read([29])]).toEqual(of(29));
    expect(() => data.pixels.read([30])).toThrow(/pixels\.u8 ends too early/);
    await rm(path);
    expect(() => data.pixels.read([0])).toThrow(/pixels\.u8 is missing/);
    await copyFile(`${path}.whole`, path);
    expect([...data.pixels.read([30])]).toEqual(of(30));
  });
});

describe('training from a file', () => {
  beforeAll(() => selectEngine('onnxruntime'));
  const config = toyConfig();
  const options = { config, seed: 'seed', trainOn: Int32Array.from({ length: 30 }, (_, n) => n + 5) };

  it('gives the weights of training from memory, to the last bit', async () => {
    const weights = async (from: RunData): Promise<Uint8Array> => {
      const { encoder } = await trainEncoder({ ...options, data: from });
      const saved = await saveWeights(encoder);
      encoder.dispose();
      return saved;
    };
    expect(await weights(data)).toEqual(await weights(runData({}, inMemory(dataset))));
  });

  it('ends with the file that changed under way, and another training goes on', async () => {
    let steps = 0;
    const bytes = await readFile(path);
    const cut = bytes.subarray(0, 20 * size);
    const training = trainEncoder({
      ...options,
      data,
      onProgress: (done) => {
        steps = done;
        if (done === 1) writeFileSync(path, cut);
      },
    });
    await expect(training).rejects.toMatchObject({
      code: 'INVALID_FILE',
      message: expect.stringContaining('pixels.u8 ends too early') as string,
    });
    expect(steps).toBeGreaterThan(0);
    expect(steps).toBeLessThan(6);
    await writeFile(path, bytes);
    (await trainEncoder({ ...options, data })).encoder.dispose();
  });
});

it('memory does not grow with the dataset: its values are not held', async () => {
  const count = 40_000;
  const shape = { height: 1, width: 3072, channels: 1 };
  const pixels = new Uint8Array(3072);
  const hashes: string[] = [];
  const part = join(folder.path, 'pixels.part');
  const file = openSync(part, 'w');
  for (let n = 0; n < count; n++) {
    new DataView(pixels.buffer).setUint32(0, n);
    hashes.push(datapointHash(pixels, shape));
    writeSync(file, pixels);
  }
  closeSync(file);
  const labels = new Int32Array(count).fill(-1);
  const hash = datasetHash(hashes, labels);
  const home = datasetFolder(folder.path, hash);
  mkdirSync(home);
  await copyFile(part, join(home, 'pixels.u8'));
  writeFileSync(join(home, 'labels.i32'), labels);
  writeFileSync(join(home, 'content-hashes.txt'), hashes.join('\n'));
  writeFileSync(join(home, 'dataset.json'), JSON.stringify({ shape, count }));

  const held = (): number => process.memoryUsage().arrayBuffers;
  const before = held();
  let most = 0;
  const large = runData({}, await openDatasetFiles(folder.path, hash, 'large'));
  const trainOn = Int32Array.from({ length: count / 2 }, (_, n) => 2 * n);
  const batching = { batch: 128, epochs: 1, policy: { operations: [] } };
  for (const { images } of new TrainingBatches(batching, large, trainOn, Rng.fromSeed('large'))) {
    most = Math.max(most, held() - before);
    expect(images.length).toBeGreaterThan(0);
  }
  // Half of the file's 123 MB.
  expect(most).toBeLessThan(61e6);
});
