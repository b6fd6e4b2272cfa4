import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import {
  encoderInputs,
  imageSize,
  mean,
  methodCards,
  Rng,
  runConfigSchema,
  ViewRenderer,
  type MethodKey,
  type RunConfig,
  type RunConfigInput,
} from '@engram/core';
import { beforeAll, expect, it } from 'vitest';
import { readIdxImages } from '../../../worker/src/datasets/formats/idx.ts';
import { pixelsInMemory, positionsFrom } from '../../../worker/src/datasets/pixel-source.ts';
import type { RunData } from '../../../worker/src/datasets/run-data.ts';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { comparableRepresentations } from '../../../worker/src/measures/rows/comparable-representations.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { knn } from '../../../worker/src/probes/knn.ts';
import { probeHits, type LabelledRows } from '../../../worker/src/probes/probe.ts';

/** Debian's package dataset-fashion-mnist. */
const folder = '/usr/share/datasets/fashion-mnist';
/** Images that an encoder is trained on, without labels; the first of them have one for the probe; and held-out images. */
const sizes = { train: 3000, labelled: 300, held: 2000 };
const seeds = [1, 2, 3];
/** What the accuracy must gain over raw pixels and over an untrained encoder, in the mean over the seeds. */
const margin = 0.03;
const neighbours = 5;

const policy: RunConfigInput['policy'] = {
  operations: [
    { key: 'resized-crop', minArea: 0.4, maxArea: 1 },
    { key: 'rotation', degrees: 20 },
    { key: 'horizontal-flip' },
  ],
};
const weakPolicy: RunConfigInput['policy'] = {
  operations: [{ key: 'resized-crop', minArea: 0.9, maxArea: 1 }, { key: 'horizontal-flip' }],
};
const sgd = (learningRate: number) => ({ learningRate, warmupFraction: 0.1 });
const patch = 4;
const maskedFraction = 0.75;

/** What differs between methods; docs/methods.md has the same. */
const settings: Record<MethodKey, Partial<RunConfigInput>> = {
  simclr: { method: { key: 'simclr', temperature: 0.2 } },
  moco: { method: { key: 'moco', queue: 2048 } },
  byol: {
    method: { key: 'byol', momentum: 0.97, predictorWidth: 256 },
    optimizer: sgd(0.2),
    epochs: 40,
  },
  simsiam: { method: { key: 'simsiam' }, optimizer: sgd(0.2), epochs: 40 },
  'barlow-twins': { method: { key: 'barlow-twins', redundancyWeight: 0.02 }, optimizer: sgd(0.01) },
  vicreg: { method: { key: 'vicreg' }, optimizer: sgd(0.01) },
  swav: { method: { key: 'swav' } },
  dino: { method: { key: 'dino', localViews: 0, momentum: 0.97 } },
  mae: {
    method: { key: 'mae', patch, maskedFraction },
    policy: weakPolicy,
    optimizer: { key: 'adamw', learningRate: 0.001 },
  },
  supervised: { method: { key: 'supervised' } },
};

const configOf = (key: MethodKey): RunConfig =>
  runConfigSchema.parse({
    ...{ dataset: 'fashion-mnist', estimator: { key: 'half-split', encoders: 2 } },
    ...{ encoder: { key: 'mlp', widths: [512, 512, 128] }, projector: { widths: [256, 128] } },
    ...{ policy, epochs: 20, batch: 256, optimizer: sgd(0.1) },
    ...settings[key],
  });

async function firstImages(part: string, count: number): Promise<RunData> {
  const { pixels, shape } = await readIdxImages(`${folder}/${part}-images-idx3-ubyte.gz`);
  const labels = gunzipSync(await readFile(`${folder}/${part}-labels-idx1-ubyte.gz`)).subarray(8);
  return {
    indices: Int32Array.from({ length: count }, (_, n) => n),
    pixels: pixelsInMemory(pixels, shape),
    shape,
    classes: Int32Array.from(labels.subarray(0, count)),
    contentHashes: [],
  };
}

const leading = (data: RunData, count: number): RunData => ({
  ...data,
  indices: data.indices.subarray(0, count),
  classes: data.classes.subarray(0, count),
});

/** Each image as the method sees images in training: one view of its policy, of MAE with most patches black. */
function asSeen(data: RunData, config: RunConfig, seed: string): RunData {
  const renderer = ViewRenderer.of(config.policy, data.shape);
  const rng = Rng.fromSeed(seed);
  const size = imageSize(data.shape);
  const view = new Float32Array(size);
  const pixels = new Uint8Array(data.indices.length * size);
  for (const index of data.indices) {
    const stream = rng.split(index);
    renderer.draw(stream).render(data.pixels.read([index]), 0, view, 0);
    if (config.method.key === 'mae') hide(view, stream, data.shape.width);
    pixels.set(
      view.map((value) => Math.round(255 * Math.min(1, Math.max(0, value)))),
      index * size,
    );
  }
  return { ...data, pixels: pixelsInMemory(pixels, data.shape) };
}

function hide(view: Float32Array, rng: Rng, side: number): void {
  const inRow = side / patch;
  const order = rng.split('hidden').permutation(inRow * inRow);
  for (const hidden of order.subarray(0, Math.round(maskedFraction * order.length))) {
    const from = Math.floor(hidden / inRow) * patch * side + (hidden % inRow) * patch;
    for (let row = 0; row < patch; row++) view.fill(0, from + row * side, from + row * side + patch);
  }
}

function accuracy(known: LabelledRows, asked: LabelledRows): number {
  return mean(Array.from(probeHits(knn(neighbours), known, asked), Number));
}

const rawRows = ({ pixels, classes, shape }: RunData): LabelledRows => ({
  rows: {
    values: Float64Array.from(encoderInputs(pixels.read(positionsFrom(0, classes.length)))),
    count: classes.length,
    dims: imageSize(shape),
  },
  labels: classes,
});

let train: RunData;
let held: RunData;
beforeAll(async () => {
  await selectEngine('onnxruntime');
  train = await firstImages('train', sizes.train);
  held = await firstImages('t10k', sizes.held);
});

it.each(Object.keys(methodCards) as MethodKey[])(
  '%s tells held-out clothing better than raw pixels and an untrained encoder do',
  async (key) => {
    const config = configOf(key);
    const found = { raw: [] as number[], untrained: [] as number[], trained: [] as number[] };
    const before = process.cpuUsage();
    for (const seed of seeds) {
      const known = asSeen(leading(train, sizes.labelled), config, `known ${seed}`);
      const asked = asSeen(held, config, `asked ${seed}`);
      const represented = async (encoder: Encoder, data: RunData): Promise<LabelledRows> => ({
        rows: await comparableRepresentations(encoder, data, { config }),
        labels: data.classes,
      });
      const told = async (encoder: Encoder) => {
        const value = accuracy(await represented(encoder, known), await represented(encoder, asked));
        encoder.dispose();
        return value;
      };
      found.raw.push(accuracy(rawRows(known), rawRows(asked)));
      const rng = Rng.fromSeed(`encoder ${seed}`).split('encoder');
      found.untrained.push(await told(createEncoder(config.encoder, train.shape, rng)));
      const o = { config, data: train, trainOn: train.indices, seed: `encoder ${seed}` };
      found.trained.push(await told((await trainEncoder(o)).encoder));
    }
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    const shown = Object.entries(found).map(
      ([what, values]) =>
        `${what} ${mean(values).toFixed(3)} (${values.map((one) => one.toFixed(3)).join(', ')})`,
    );
    console.log(`${key}: ${shown.join(' · ')} · ${seconds.toFixed(0)} s of processor time`);
    const best = Math.max(mean(found.raw), mean(found.untrained));
    expect(mean(found.trained)).toBeGreaterThan(best + margin);
  },
  3_600_000,
);
