/**
 * What it costs to verify a dataset while it is read: `npx tsx bench/verify.ts [datapoints] [bytes of each]`. Times reading the pixels
 * alone, and reading a dataset with the content hash of every datapoint compared; medians of 5 rounds in turn, files in memory.
 */
import { randomFillSync } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetFolder, pixelsFile } from '@engram/store';
import { identifyDataset } from '../worker/src/datasets/dataset.ts';
import { readDatasetFiles, writeDatasetFiles } from '../worker/src/datasets/dataset-files.ts';

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
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
};
const alone: number[] = [];
const verified: number[] = [];
for (let round = 0; round < rounds; round++) {
  alone.push(
    await timed(() => readFile(join(datasetFolder(home, dataset.contentHash), pixelsFile('image')))),
  );
  verified.push(await timed(() => readDatasetFiles(home, dataset.contentHash)));
}
const median = (values: number[]): string => values.sort((a, b) => a - b)[rounds >> 1]!.toFixed(0);
console.log(
  `${count} datapoints of ${size} bytes: ${median(alone)} ms to read the pixels, ${median(verified)} ms to read and verify the dataset`,
);
await rm(home, { recursive: true, force: true });
