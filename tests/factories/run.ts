import { randomUUID } from 'node:crypto';
import {
  runConfigSchema,
  type ComparabilityKey,
  type MeasureKey,
  type RunSummary,
  type ScoreRow,
} from '@engram/core';
import {
  configHash,
  datasets,
  runs,
  scores,
  sha256,
  type DatasetRow,
  type RunRow,
  type Store,
} from '@engram/store';

export const config = runConfigSchema.parse({
  name: 'factory',
  dataset: 'factory',
  method: { key: 'simclr' },
  encoder: { key: 'mlp' },
  policy: 'digits-weak',
  estimator: { key: 'half-split', encoders: 4 },
  epochs: 1,
});

/** `count` datapoints in `classes` classes, without images; every eleventh has no class. */
export async function createDataset(store: Store, count: number, classes = 3): Promise<DatasetRow> {
  const slug = `dataset-${randomUUID()}`;
  return datasets.create(store, {
    slug,
    name: slug,
    contentHash: sha256(slug),
    width: 28,
    height: 28,
    channels: 1,
    hasImages: false,
    classes: Array.from({ length: classes }, (_, index) => ({ index, name: `class ${index}` })),
    datapoints: Array.from({ length: count }, (_, index) => ({
      index,
      contentHash: sha256(`${slug} ${index}`),
      class: classOf(index, classes),
      thumbnailHash: null,
    })),
  });
}

export function classOf(index: number, classes = 3): number | null {
  return index % 11 === 10 ? null : index % classes;
}

export async function createRun(
  store: Store,
  dataset: DatasetRow,
  status?: 'RUNNING',
  given = config,
): Promise<RunRow> {
  const run = await runs.create(store, {
    id: randomUUID(),
    name: 'factory',
    datasetId: dataset.id,
    methodKey: 'simclr',
    estimatorKey: 'half-split',
    config: given,
    configHash: configHash(given),
    codeVersion: 'test',
    encoderCount: 4,
  });
  return status ? runs.transition(store, run.id, status) : run;
}

const zero = { int4: 0, float8: 0, bool: false, text: '', enum: '' } as const;

/** A score with every stored field, each null where it may be. */
export const blankScore = Object.fromEntries(
  Object.entries(scores.scoreFields).map(([name, { nullable, type }]) => [
    name,
    nullable ? null : zero[type],
  ]),
) as unknown as ScoreRow;

/** The factory's configuration with another measure, or with another seed and so other encoders. */
export const measuredBy = (measure: MeasureKey, seed = config.seed) => ({
  ...config,
  seed,
  scoring: { ...config.scoring, measure },
});

export function scoreRow(index: number, patch: Partial<ScoreRow> = {}): ScoreRow {
  const value = Math.sin(index * 12.9898) * 0.3;
  return {
    ...blankScore,
    index,
    class: classOf(index),
    value,
    relativeValue: value / 2,
    alignmentIn: 0.4 - value / 2,
    alignmentOut: 0.4 + value / 2,
    standardError: Math.abs(value) / 7,
    low: value - 0.1,
    high: value + 0.1,
    nIn: 2,
    nOut: 2,
    identifiable: true,
    topFraction: 0,
    ...patch,
  };
}

export const summary: RunSummary = {
  meanScore: 0.1 + 0.02,
  low: 0.1,
  high: null,
  positiveFraction: 0.75,
  identifiableCount: 3,
  medianStandardError: 0.01,
  splitHalfSpearman: null,
  spearmanBrown: null,
  ranking: 'UNKNOWN',
};

export const comparabilityKey: ComparabilityKey = {
  estimator: 'half-split',
  pairForm: 'two-views',
  distance: 'l2',
  unitNorm: true,
  layer: 'h',
  pooling: 'none',
  views: 10,
  policyHash: 'p',
  viewSeed: 'v',
  encoderIds: 'e',
  nIn: '2',
  nOut: '2',
  splitHash: 's',
  codeVersion: 'test',
};

export const publication = (rows: ScoreRow[]) => ({
  rows,
  summary,
  classSummaries: [{ class: 0, count: 1, mean: 0.1, low: null, high: null }],
  comparabilityKey,
  engine: 'cpu',
});
