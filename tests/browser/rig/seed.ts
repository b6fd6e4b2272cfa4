import { join } from 'node:path';
import type { DatapointIdentity } from '@engram/core';
import {
  datapoints as datapointRows,
  datasets,
  runs,
  type DatasetRow,
  type RunRow,
  type Store,
} from '@engram/store';
import { importDataset } from '@engram/worker';
import sharp from 'sharp';
import { createDataset } from '../../factories/run.ts';
import { planConfig, publishPlanted, queueRun } from './planted-run.ts';

const perClass = 100;

export interface Seeded {
  /** A finished run whose ranking is good. */
  good: RunRow;
  /** A finished run whose ranking is noise. */
  noise: RunRow;
  running: RunRow;
  failed: RunRow;
  /** A finished run over datapoints without images, with too few encoders for a reliability. */
  imageless: RunRow;
}

/** Real digits with planted scores: the further a digit lies from the mean of its class, the more it is memorized. */
export async function seed(store: Store): Promise<Seeded> {
  const dataset = await importDigits(store);
  const { identities, truth } = await digits(store, dataset);
  const conv = planConfig({
    name: 'conv-strong',
    encoder: { key: 'small-conv' },
    policy: 'digits-strong',
    encoders: 8,
  });
  const plain = await createDataset(store, 60);
  const queued = (name: string, patch = {}) => queueRun(store, dataset, planConfig({ name, ...patch }));
  const running = await queued('mnist-vicreg', { method: { key: 'vicreg' }, encoders: 32 });
  const failed = await queued('too-fast', { optimizer: { learningRate: 40 } });
  await runs.transition(store, failed.id, 'RUNNING');
  await runs.transition(store, failed.id, 'FAILED', {
    errorCode: 'TRAINING_DIVERGED',
    error:
      'Encoder 3 diverged at step 112: the loss was not finite (last finite loss 7.3142). Lower learningRate (now 40).',
  });
  await runs.transition(store, running.id, 'RUNNING');
  const etaSeconds = 94;
  await runs.reportProgress(store, running.id, {
    phase: 'train',
    fraction: 0.4,
    etaSeconds,
    message: 'Encoder 13 of 32',
  });
  return {
    imageless: await publishPlanted(store, plain, {
      truth: Array.from({ length: 60 }, (_, x) => 0.02 * Math.sin(x)),
      datapoints: await identitiesOf(
        store,
        plain,
        Array.from({ length: 60 }, (_, x) => x),
      ),
      noise: 0.02,
      config: planConfig({ name: 'no-images', encoders: 2 }),
    }),
    noise: await publishPlanted(store, dataset, {
      truth: truth.map(() => 0.001),
      datapoints: identities,
      noise: 0.02,
      config: conv,
    }),
    good: await publishPlanted(store, dataset, {
      truth,
      datapoints: identities,
      noise: 0.016,
      config: planConfig({ encoders: 32 }),
    }),
    running,
    failed,
  };
}

async function importDigits(store: Store): Promise<DatasetRow> {
  await importDataset(store, store.home, 'mnist');
  return (await datasets.findBySlug(store, 'mnist'))!;
}

async function digits(
  store: Store,
  dataset: DatasetRow,
): Promise<{ identities: DatapointIdentity[]; truth: number[] }> {
  const classes = await datasets.classesOf(store, [dataset.id]);
  let first = 0;
  const chosen = classes.flatMap(({ datapointCount }) => {
    const indices = Array.from({ length: perClass }, (_, i) => first + i);
    first += datapointCount;
    return indices;
  });
  const identities = await identitiesOf(store, dataset, chosen);
  const images = await Promise.all(chosen.map((index) => pixelsOf(store, dataset, index)));
  const truth = identities.map((identity, x) => {
    const members = images.filter((_, other) => identities[other]!.class === identity.class);
    return 0.009 * (distance(images[x]!, meanOf(members)) - 3.9);
  });
  return { identities, truth };
}

async function identitiesOf(
  store: Store,
  dataset: DatasetRow,
  indices: readonly number[],
): Promise<DatapointIdentity[]> {
  return (await datapointRows.findByIndices(store, dataset.id, indices)).map(
    ({ index, contentHash, class: label }) => ({
      index,
      contentHash,
      class: label,
    }),
  );
}

async function pixelsOf(store: Store, dataset: DatasetRow, index: number): Promise<Float64Array> {
  const [row] = await datapointRows.findByIndices(store, dataset.id, [index]);
  const hash = row!.thumbnailHash!;
  const file = join(store.home, 'thumbnails', hash.slice(0, 2), `${hash}.png`);
  const bytes = await sharp(file).extractChannel(0).raw().toBuffer();
  return Float64Array.from(bytes, (byte) => byte / 255);
}

function meanOf(images: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(images[0]!.length);
  for (const image of images) for (let i = 0; i < mean.length; i++) mean[i]! += image[i]! / images.length;
  return mean;
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));
}
