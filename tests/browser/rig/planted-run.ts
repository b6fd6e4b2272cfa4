import { randomUUID } from 'node:crypto';
import {
  encodersOf,
  halfSplit,
  Rng,
  runConfigSchema,
  summarizeRun,
  viewSeed,
  type ComparabilityKey,
  type DatapointIdentity,
  type RunConfigInput,
  type SplitPlan,
} from '@engram/core';
import {
  configHash,
  runs,
  scoringPolicyHash,
  type DatasetRow,
  type Publication,
  type RunRow,
  type Store,
} from '@engram/store';
import { plantPairDistances } from '../../factories/pair-distances.ts';
import { plantMap, plantNeighbours } from './planted-neighbours.ts';

/** Configuration that the planted runs share; only names and numbers differ. */
export const planConfig = (patch: Partial<RunConfigInput> & { encoders?: number } = {}) => {
  const { encoders = 16, ...fields } = patch;
  return runConfigSchema.parse({
    name: 'mnist-quick',
    dataset: 'mnist',
    datapoints: 1000,
    method: { key: 'simclr', temperature: 0.2 },
    encoder: { key: 'mlp' },
    policy: 'digits-weak',
    estimator: { key: 'half-split', encoders },
    epochs: 60,
    ...fields,
  });
};

export async function queueRun(store: Store, dataset: DatasetRow, config = planConfig()): Promise<RunRow> {
  return runs.create(store, {
    id: randomUUID(),
    name: config.name ?? 'planted',
    datasetId: dataset.id,
    methodKey: config.method.key,
    estimatorKey: config.estimator.key,
    config,
    configHash: configHash(config),
    codeVersion: '0.1.0+test',
    encoderCount: encodersOf(config.estimator, dataset.datapointCount),
  });
}

export interface Planted {
  /** Memorization score of every datapoint, in the order of `datapoints`. */
  truth: readonly number[];
  datapoints: readonly DatapointIdentity[];
  /** Spread of one encoder's alignment loss around its mean. */
  noise: number;
  config?: ReturnType<typeof planConfig>;
  /** Which encoder was trained with what; a half split of the configured number of encoders unless given. */
  plan?: SplitPlan;
  /** In what its scores differ from those of the other planted runs. */
  comparability?: Partial<ComparabilityKey>;
  /** What its measure found beside scores. */
  found?: Pick<Publication, 'layers' | 'correlations'>;
}

/**
 * A finished run whose alignment losses are drawn around a planted truth; what it publishes is computed from them as the
 * worker computes it.
 */
export async function publishPlanted(store: Store, dataset: DatasetRow, planted: Planted): Promise<RunRow> {
  const { truth, datapoints, noise, config = planConfig(), comparability, found } = planted;
  const rng = Rng.fromSeed(config.seed);
  const halves = () =>
    halfSplit(datapoints.length, encodersOf(config.estimator, datapoints.length), rng.split('masks'));
  const { plan = halves() } = planted;
  const draw = rng.split('noise');
  const alignments = plan.masks.map((mask) =>
    Float64Array.from(truth, (score, x) => Math.abs(0.31 + (mask[x] ? 0 : score) + noise * draw.normal())),
  );
  const estimate = summarizeRun({
    plan,
    alignments,
    datapoints,
    confidence: 0.95,
    rng: rng.split('summary'),
    draws: 200,
  });
  const run = await queueRun(store, dataset, config);
  await runs.transition(store, run.id, 'RUNNING');
  const indices = datapoints.map(({ index }) => index);
  await runs.publish(store, run.id, {
    ...estimate,
    ...found,
    // What the views are redrawn by must be true.
    comparabilityKey: {
      ...comparabilityKey,
      policyHash: scoringPolicyHash(config),
      viewSeed: viewSeed(config),
      ...comparability,
    },
    engine: 'onnxruntime',
    neighbours: plantNeighbours(indices),
    // As of a run that was published before there were maps.
    map: indices.length < 100 ? null : plantMap(indices),
    pairDistances: plantPairDistances(alignments, plan.masks, indices, config.scoring.views),
  });
  return run;
}

const comparabilityKey: ComparabilityKey = {
  estimator: 'half-split',
  pairForm: 'two-views',
  distance: 'l2',
  unitNorm: true,
  layer: 'h',
  pooling: 'none',
  views: 10,
  policyHash: 'planted',
  viewSeed: '0',
  encoderIds: 'planted',
  nIn: '8',
  nOut: '8',
  splitHash: 'planted',
  codeVersion: 'test',
};
