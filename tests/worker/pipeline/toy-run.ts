import { includedDatapoints, Rng, runConfigSchema, type RunConfig, type RunConfigInput } from '@engram/core';
import { identifyDataset, type Dataset } from '../../../worker/src/datasets/dataset.ts';
import { planRun } from '../../../worker/src/pipeline/plan.ts';
import { runData, type RunData } from '../../../worker/src/datasets/run-data.ts';
import { measureEncoder } from '../../../worker/src/pipeline/measure.ts';
import { ViewCache } from '../../../worker/src/measures/scoring-views.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { inMemory } from '../../factories/run-data.ts';

/** Blurred blobs, one place a class, with noise: small enough to train on in a second. */
export function toyDataset(count: number, side = 12, seed = 1): Dataset {
  const rng = Rng.fromSeed(seed);
  const labels = Int32Array.from({ length: count }, (_, n) => n % 4);
  const pixels = new Uint8Array(count * side * side);
  labels.forEach((label, n) => {
    const row = side * (label < 2 ? 0.35 : 0.65) + rng.normal();
    const column = side * (label % 2 ? 0.35 : 0.65) + rng.normal();
    const width = 3 + 3 * rng.uniform();
    for (let at = 0; at < side * side; at++) {
      const distance = (Math.floor(at / side) - row) ** 2 + ((at % side) - column) ** 2;
      pixels[n * side * side + at] = Math.min(255, 230 * Math.exp(-distance / width) + 25 * rng.uniform());
    }
  });
  const classes = [0, 1, 2, 3].map((index) => ({ index, name: String(index) }));
  const shape = { height: side, width: side, channels: 1 };
  return identifyDataset({ slug: 'toy', name: 'toy', kind: 'image', shape, classes, labels, pixels });
}

const tiles = 4;
const mosaicSide = 12;

/** A dataset of mosaics of 4 × 4 greys, without classes. */
function mosaics(greys: readonly (readonly number[])[]): Dataset {
  const size = mosaicSide * mosaicSide;
  const pixels = new Uint8Array(greys.length * size);
  greys.forEach((tileGreys, n) => {
    for (let at = 0; at < size; at++) {
      const row = Math.floor((Math.floor(at / mosaicSide) * tiles) / mosaicSide);
      pixels[n * size + at] = tileGreys[row * tiles + Math.floor(((at % mosaicSide) * tiles) / mosaicSide)]!;
    }
  });
  const shape = { height: mosaicSide, width: mosaicSide, channels: 1 };
  const labels = new Int32Array(greys.length).fill(-1);
  return identifyDataset({
    slug: 'mosaics',
    name: 'mosaics',
    kind: 'image',
    shape,
    classes: [],
    labels,
    pixels,
  });
}

const randomGreys = (rng: Rng): number[] => Array.from({ length: tiles * tiles }, () => rng.integer(256));

/** Random mosaics: nothing to learn but the datapoints themselves. */
export function mosaicDataset(count: number, seed = 1): Dataset {
  const rng = Rng.fromSeed(seed);
  return mosaics(Array.from({ length: count }, () => randomGreys(rng)));
}

/** Families of near-duplicates, then random mosaics that resemble none. */
export function familyDataset(o: { families: number; members: number; singles: number }): Dataset {
  const rng = Rng.fromSeed('families');
  const greys = Array.from({ length: o.families }, () => randomGreys(rng)).flatMap((parent) =>
    Array.from({ length: o.members }, () =>
      parent.map((grey) => Math.max(0, Math.min(255, Math.round(grey + 12 * rng.normal())))),
    ),
  );
  return mosaics([...greys, ...Array.from({ length: o.singles }, () => randomGreys(rng))]);
}

/** Encoders that are made to memorize mosaics: wide, and trained for long on few of them. */
export const memorizingConfig = (estimator: RunConfigInput['estimator']): RunConfig =>
  toyConfig({
    encoder: { key: 'mlp', widths: [96, 32] },
    projector: { widths: [32, 16] },
    policy: 'digits-strong',
    epochs: 60,
    batch: 32,
    scoring: { views: 8 },
    estimator,
  });

export const toyConfig = (changes: Partial<RunConfigInput> = {}): RunConfig =>
  runConfigSchema.parse({
    name: 'toy',
    dataset: 'toy',
    method: { key: 'simclr', temperature: 0.2 },
    encoder: { key: 'mlp', widths: [24, 8] },
    projector: { widths: [8] },
    policy: 'digits-weak',
    estimator: { key: 'half-split', encoders: 4 },
    epochs: 3,
    batch: 16,
    scoring: { views: 4 },
    ...changes,
  });

/** Alignment losses [t][N] of a run's encoders on the current engine. */
export async function runAll(
  config: RunConfig,
  data: RunData,
  plan = planRun(config, data.indices.length),
): Promise<Float64Array[]> {
  const viewCache = new ViewCache();
  const alignments: Float64Array[] = [];
  for (let e = 0; e < plan.encoders; e++) {
    const trainOn = includedDatapoints(plan.masks[e]!);
    const { encoder } = await trainEncoder({ config, data, trainOn, seed: plan.initialisationSeeds[e]! });
    const { perDatapoint } = await measureEncoder({ config, encoder, data, viewCache });
    alignments.push(perDatapoint);
    encoder.dispose();
  }
  return alignments;
}

export const toyData = (count: number, side?: number): RunData =>
  runData({}, inMemory(toyDataset(count, side)));
