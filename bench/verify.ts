/**
 * What it costs to read datapoints from a dataset's file and to verify them: `npx tsx bench/verify.ts [datapoints] [bytes of each]`. Times opening
 * the dataset, reading batches of 128 datapoints in random order, as a training does, the same from memory, and verifying the whole dataset; medians of 5 rounds in turn, files in memory.
 */
import { randomFillSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, Rng } from '@engram/core';
import { identifyDataset } from '../worker/src/datasets/dataset.ts';
import {
  openDatasetFiles,
  verifyDatasetFiles,
  writeDatasetFiles,
} from '../worker/src/datasets/dataset-files.ts';
import { pixelsInMemory, type PixelSource } from '../worker/src/datasets/pixel-source.ts';

const [count = 10_000, size = 784] = process.argv.slice(2).map(Number);
const rounds = 5;
const home = await mkdtemp(join(tmpdir(), 'engram-verify-'));
const dataset = identifyDataset({
  kind: 'image',
  slug: 'noise',
  name: 'noise',
  shape: { height: 1, width: size, channels: 1 },
  classes: [],
  labels: new Int32Array(count).fill(-1),
  pixels: randomFillSync(new Uint8Array(count * size)),
});
await writeDatasetFiles(home, dataset);
const timed = async (work: () => unknown): Promise<number> => {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
};
const batch = 128;
const order = Rng.fromSeed('verify').permutation(count);
const inBatches = (pixels: PixelSource) => (): void => {
  for (let from = 0; from + batch <= count; from += batch) pixels.read(order.subarray(from, from + batch));
};
const memory = pixelsInMemory(dataset.pixels, dataset.shape);
const ms = {
  opened: [] as number[],
  stored: [] as number[],
  memory: [] as number[],
  verified: [] as number[],
};
for (let round = 0; round < rounds; round++) {
  ms.opened.push(await timed(() => openDatasetFiles(home, dataset.contentHash)));
  const { pixels } = await openDatasetFiles(home, dataset.contentHash);
  ms.stored.push(await timed(inBatches(pixels)));
  ms.memory.push(await timed(inBatches(memory)));
  ms.verified.push(await timed(() => verifyDatasetFiles(home, dataset.contentHash, 'noise')));
}
const aBatch = (values: number[]): string => (median(values) / Math.floor(count / batch)).toFixed(3);
console.log(
  `${count} datapoints of ${size} bytes: ${median(ms.opened).toFixed(0)} ms to open the dataset, ${aBatch(ms.stored)} ms to read and verify a batch ` +
    `of ${batch} from its file, ${aBatch(ms.memory)} ms from memory; ${median(ms.verified).toFixed(0)} ms to verify all of it`,
);
await rm(home, { recursive: true, force: true });
