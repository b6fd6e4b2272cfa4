import { randomUUID } from 'node:crypto';
import {
  alignmentLosses,
  halfSplit,
  pairCount,
  PairDistanceMeans,
  Rng,
  runConfigSchema,
  summarizeRun,
  viewSeed,
  type RunConfig,
  type RunConfigInput,
} from '@engram/core';
import { configHash, datasets, runs, scoringPolicyHash, type RunRow, type Store } from '@engram/store';
import { identifyDataset, type Dataset } from '../../../../worker/src/datasets/dataset.ts';
import { writeDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import { runData } from '../../../../worker/src/datasets/run-data.ts';
import { comparabilityKey } from '../../../factories/run.ts';
import { inMemory } from '../../../factories/run-data.ts';

const shape = { height: 9, width: 7, channels: 3 };

/** Twelve coloured images that are not square, with their pixels on disk. */
export async function paintDataset(store: Store): Promise<Dataset> {
  const rng = Rng.fromSeed('paint');
  const dataset = identifyDataset({
    kind: 'image',
    slug: 'painted',
    name: 'Painted',
    shape,
    classes: [],
    labels: Int32Array.from({ length: 12 }, (_, n) => (n % 3 === 0 ? 0 : 1)),
    pixels: Uint8Array.from({ length: 12 * 9 * 7 * 3 }, () => rng.integer(256)),
  });
  await writeDatasetFiles(store.home, dataset);
  await datasets.create(store, {
    ...dataset,
    ...shape,
    hasImages: true,
    datapoints: dataset.contentHashes.map((contentHash, index) => ({
      index,
      contentHash,
      class: null,
      thumbnailHash: null,
    })),
  });
  return dataset;
}

export const paintedConfig = (patch: Partial<RunConfigInput> = {}): RunConfig =>
  runConfigSchema.parse({
    name: 'painted',
    dataset: 'painted',
    datapoints: 6,
    seed: 5,
    method: { key: 'simclr' },
    encoder: { key: 'mlp' },
    policy: 'digits-strong',
    estimator: { key: 'half-split', encoders: 4 },
    epochs: 1,
    scoring: { views: 4 },
    ...patch,
  });

/** A finished run over some of the images, with scores and pair distances of random representations. */
export async function publishPainted(
  store: Store,
  dataset: Dataset,
  config: RunConfig,
  options: { withoutPairs?: boolean; policyHash?: string } = {},
): Promise<RunRow> {
  const row = (await datasets.findBySlug(store, 'painted'))!;
  const { indices, contentHashes } = runData(config, inMemory(dataset));
  const run = await runs.create(store, {
    id: randomUUID(),
    name: config.name ?? 'painted',
    datasetId: row.id,
    methodKey: config.method.key,
    estimatorKey: config.estimator.key,
    config,
    configHash: configHash(config),
    codeVersion: 'test',
    encoderCount: 4,
  });
  await runs.transition(store, run.id, 'RUNNING');
  const { views, distance, unitNorm } = config.scoring;
  const rng = Rng.fromSeed('painted run');
  const plan = halfSplit(indices.length, 4, rng.split('masks'));
  const means = new PairDistanceMeans(indices.length, pairCount(views));
  const alignments = plan.masks.map((mask, encoder) => {
    const draw = rng.split('encoder', encoder);
    const representations = Float64Array.from({ length: indices.length * views * 3 }, () => draw.normal());
    const pairs = new Float32Array(indices.length * pairCount(views));
    const viewsShape = { datapoints: indices.length, views, dims: 3 };
    const losses = alignmentLosses(representations, viewsShape, { distance, unitNorm }, undefined, pairs);
    means.add(pairs, mask);
    return losses;
  });
  const datapoints = Array.from(indices, (index, n) => ({
    index,
    contentHash: contentHashes[n]!,
    class: null,
  }));
  const policyHash = options.policyHash ?? scoringPolicyHash(config);
  await runs.publish(store, run.id, {
    ...summarizeRun({ plan, alignments, datapoints, confidence: 0.95, rng, draws: 20 }),
    comparabilityKey: { ...comparabilityKey, policyHash, viewSeed: viewSeed(config) },
    engine: 'test',
    pairDistances: options.withoutPairs
      ? undefined
      : datapoints.map(({ index }, n) => ({ index, ...means.of(n) })),
  });
  return run;
}
