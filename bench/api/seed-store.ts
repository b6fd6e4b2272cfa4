import { randomUUID } from 'node:crypto';
import {
  DomainError,
  canonicalJson,
  Rng,
  runConfigSchema,
  type ComparabilityKey,
  type RepresentationMap,
} from '@engram/core';
import { configHash, datasets, runs, sha256, type DatasetRow, type Store } from '@engram/store';
import { classCount, encoderCount, plantRun, plantTraits, type PlantedDatapoint } from './planted-scores.ts';

export interface SeedOptions {
  datapoints: number;
  runs: number;
  seed: number;
  /** Removes the dataset of an earlier call first. */
  fresh: boolean;
  codeVersion: string;
  /** Told after each step. */
  report?: (done: string) => void;
}

export interface SeededStore {
  dataset: string;
  datapoints: number;
  /** Ids of the runs, in the order of their making. */
  runs: string[];
  scores: number;
  /** Making and storing datapoints. */
  datasetDurationMs: number;
  /** Making all scores. */
  plantDurationMs: number;
  /** Storing all scores: COPY, checks, indices and statistics. */
  publishDurationMs: number;
  scoresPerSecond: number;
}

/** The methods that the runs are of, in turn; a further round has another seed. */
const methods = [
  { key: 'simclr', temperature: 0.5 },
  { key: 'vicreg' },
  { key: 'simclr', temperature: 0.1 },
  { key: 'vicreg', covarianceWeight: 10 },
] as const;

export const benchSlug = (datapoints: number): string => `bench-${datapoints}`;

/**
 * Fills the store with a dataset of `datapoints` datapoints without images, and `runs` published runs over all of them.
 * @throws DomainError CONFLICT when the dataset is there and `fresh` was not asked for
 */
export async function seedStore(store: Store, options: SeedOptions): Promise<SeededStore> {
  const { report = () => undefined } = options;
  const slug = benchSlug(options.datapoints);
  const rng = Rng.fromSeed(options.seed);
  if (await datasets.findBySlug(store, slug)) {
    if (!options.fresh)
      throw new DomainError(
        'CONFLICT',
        `The store holds the dataset "${slug}" already. Use it, or put a new one in its place with --fresh.`,
      );
    await datasets.remove(store, slug);
  }
  const begun = performance.now();
  const datapoints = plantDatapoints(rng.split('datapoints'), options);
  const dataset = await createDataset(store, slug, datapoints);
  const datasetDurationMs = performance.now() - begun;
  report(`${options.datapoints} datapoints`);
  const traits = plantTraits(
    rng.split('traits'),
    datapoints.map((datapoint) => datapoint.class),
  );
  const ids: string[] = [];
  const durations = { plant: 0, publish: 0 };
  for (let number = 0; number < options.runs; number++) {
    const start = performance.now();
    const planted = plantRun(rng.split('run', number), datapoints, traits);
    const middle = performance.now();
    const { id, comparabilityKey } = await startRun(store, { dataset, number, options });
    const map = plantMap(rng.split('map', number), datapoints);
    await runs.publish(store, id, { ...planted, map, comparabilityKey, engine: 'none' });
    ids.push(id);
    durations.plant += middle - start;
    durations.publish += performance.now() - middle;
    report(`run ${number + 1} of ${options.runs}`);
  }
  const scores = options.datapoints * options.runs;
  return {
    dataset: slug,
    datapoints: options.datapoints,
    runs: ids,
    scores,
    datasetDurationMs: Math.round(datasetDurationMs),
    plantDurationMs: Math.round(durations.plant),
    publishDurationMs: Math.round(durations.publish),
    scoresPerSecond: Math.round(scores / (durations.publish / 1000)),
  };
}

/** Classes of unequal size, as in real data. */
export function plantDatapoints(
  rng: Rng,
  { datapoints, seed }: Pick<SeedOptions, 'datapoints' | 'seed'>,
): PlantedDatapoint[] {
  return Array.from({ length: datapoints }, (_, index) => ({
    index,
    contentHash: sha256(`bench ${seed} ${index}`),
    class: Math.floor(classCount * rng.uniform() ** 1.2),
  }));
}

/** A cloud for each class, the clouds on a circle. */
function plantMap(rng: Rng, datapoints: readonly PlantedDatapoint[]): RepresentationMap {
  const place = (toward: (turn: number) => number): Float32Array =>
    Float32Array.from(
      datapoints,
      (datapoint) => 5 * toward((2 * Math.PI * datapoint.class) / classCount) + rng.normal(),
    );
  return {
    projection: 'PCA',
    index: Int32Array.from(datapoints, ({ index }) => index),
    x: place(Math.cos),
    y: place(Math.sin),
  };
}

/** A dataset without images. */
export function createDataset(
  store: Store,
  slug: string,
  datapoints: readonly PlantedDatapoint[],
): Promise<DatasetRow> {
  return datasets.create(store, {
    slug,
    name: `Planted scores of ${datapoints.length} datapoints`,
    contentHash: sha256(datapoints.map((datapoint) => datapoint.contentHash).join('\n')),
    width: 28,
    height: 28,
    channels: 1,
    hasImages: false,
    classes: Array.from({ length: classCount }, (_, index) => ({ index, name: `class ${index}` })),
    datapoints: datapoints.map((datapoint) => ({ ...datapoint, thumbnailHash: null })),
  });
}

interface BenchRun {
  dataset: DatasetRow;
  number: number;
  options: Pick<SeedOptions, 'seed' | 'codeVersion'>;
}

/** A run that waits to be published. */
export async function startRun(
  store: Store,
  { dataset, number, options }: BenchRun,
): Promise<{ id: string; comparabilityKey: ComparabilityKey }> {
  const config = runConfigSchema.parse({
    name: `bench ${number + 1}`,
    dataset: dataset.slug,
    seed: options.seed + Math.floor(number / methods.length),
    method: methods[number % methods.length],
    encoder: { key: 'small-conv' },
    policy: 'digits-weak',
    estimator: { key: 'half-split', encoders: encoderCount },
    epochs: 100,
  });
  const run = await runs.create(store, {
    id: randomUUID(),
    name: config.name ?? 'bench',
    datasetId: dataset.id,
    methodKey: config.method.key,
    estimatorKey: config.estimator.key,
    config,
    configHash: configHash(config),
    codeVersion: options.codeVersion,
    encoderCount,
  });
  await runs.transition(store, run.id, 'RUNNING');
  // As in real runs, two methods differ in their encoders; splits and views follow from the seed.
  const { seed, scoring, method } = config;
  const comparabilityKey: ComparabilityKey = {
    estimator: config.estimator.key,
    pairForm: 'two-views',
    distance: scoring.distance,
    unitNorm: scoring.unitNorm,
    layer: 'representation',
    pooling: 'global-average',
    views: scoring.views,
    policyHash: sha256(JSON.stringify(config.policy)),
    viewSeed: sha256(`views ${seed}`),
    encoderIds: sha256(canonicalJson({ method, seed, dataset: dataset.slug })),
    nIn: `${encoderCount / 2}`,
    nOut: `${encoderCount / 2}`,
    splitHash: sha256(`split ${dataset.contentHash} ${seed}`),
    codeVersion: options.codeVersion,
  };
  return { id: run.id, comparabilityKey };
}
