import {
  determining,
  DomainError,
  encodersOf,
  ensembleConfigOf,
  imageSize,
  isProxy,
  measureDefinitions,
  measureKeyOf,
  type ExperimentConfig,
  type RunConfig,
} from '@engram/core';
import { configHash, datasets, ensembles, experiments, type DatasetRow, type Store } from '@engram/store';
import type { NamedRun } from '../../experiments/experiment.ts';
import { assertCanPlant } from '../../datasets/derived/derive-dataset.ts';
import { sharesOf } from '../../datasets/select-datapoints.ts';
import { checkExperiment, predictedRuns } from '../../experiments/registry.ts';
import { baselineSeconds, examinationSeconds } from '../../experiments/cost/examination-seconds.ts';
import { measuringWork, secondsOf, trainingWork } from '../../experiments/cost/run-work.ts';
import { needsUnseen } from '../../pipeline/examinations/examination.ts';
import { encoderCost, type EncoderCost } from './training-time.ts';
import { assertSameShape } from '../../pipeline/examinations/assert-same-shape.ts';
import { assertUnseen } from '../../pipeline/examinations/assert-unseen.ts';

/** What an experiment takes, before it starts. */
export interface Forecast {
  runs: number;
  /** Runs that are published already. */
  publishedRuns: number;
  /** Encoders to be trained; those that exist are not counted. */
  encoders: number;
  /** Seconds with this many trainer processes; null where no encoder of the kind was trained here yet. */
  seconds: number | null;
  /** Datapoints that the encoders see in training, all epochs together: says how much it is where the time is not known. */
  work: number;
  /** Of the new checkpoints; null as `seconds`. */
  sizeBytes: number | null;
}

/**
 * Looks, before anything is trained, whether the datasets of an experiment have what it needs; one that is not there yet is not asked.
 * @throws DomainError INVALID_CONFIG naming what to change, NOT_FOUND for another dataset that is not imported
 */
export async function assertPossible(store: Store, config: ExperimentConfig): Promise<void> {
  const dataset = await datasets.findBySlug(store, config.run.dataset);
  if (!dataset) return;
  const sizes = new Map(
    (await datasets.classesOf(store, [dataset.id])).map(({ index, datapointCount }) => [
      index,
      datapointCount,
    ]),
  );
  const labelled = sumOf(sizes.values());
  // Datapoints of no class count as a class of their own.
  if (labelled < dataset.datapointCount) sizes.set(-1, dataset.datapointCount - labelled);
  checkExperiment(config, sharesOf(config.run.datapoints ?? dataset.datapointCount, sizes));
  for (const { config: run, examination, recipe } of predictedRuns(config)) {
    for (const plant of recipe?.plants ?? []) {
      assertCanPlant(plant, { kind: dataset.kind, shape: dataset });
      if (plant.key === 'foreign') await datasets.existing(store, plant.dataset);
    }
    if (run.dataset === dataset.slug || recipe) assertLabels(run, dataset.datapointCount - labelled);
    if (run.dataset !== dataset.slug && !recipe) await datasets.existing(store, run.dataset);
    if (run.dataset !== dataset.slug || !examination || !needsUnseen[examination.key]) continue;
    const taken = sharesOf(run.datapoints ?? dataset.datapointCount, sizes);
    taken.delete(-1);
    assertUnseen(run, labelled - sumOf(taken.values()));
    if (examination.key === 'probes' && examination.dataset !== undefined)
      assertSameShape(examination.dataset, await datasets.existing(store, examination.dataset), dataset);
  }
}

/** Said when a run is queued, too, which may be after others were trained. */
function assertLabels(run: RunConfig, unlabelledCount: number): void {
  const key = measureKeyOf(run);
  if (unlabelledCount === 0 || !measureDefinitions[key].needsLabels) return;
  throw new DomainError(
    'INVALID_CONFIG',
    `${isProxy(key) ? 'proxies' : 'scoring.measure'}: '${key}' needs the class of every datapoint, and ${unlabelledCount} of the dataset have none. Name one that reads no classes.`,
  );
}

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);

/**
 * @param processes trainer processes side by side
 * @throws DomainError INVALID_CONFIG as `assertPossible`
 */
export async function forecast(
  store: Store,
  config: ExperimentConfig,
  o: { codeVersion: string; processes: number },
): Promise<Forecast> {
  await assertPossible(store, config);
  const named = predictedRuns(config);
  const parts: ForecastPart[] = [];
  const seen = new Set<string>();
  for (const each of named) {
    const { config: run, recipe } = each;
    const { missing, isPublished, dataset, count, hash } = await missingOf(store, each, o.codeVersion);
    const encoders = encodersOf(run.estimator, count);
    const { trains, measures } = leftOf({ missing, isPublished, hash, encoders }, seen);
    parts.push({
      ...{ isPublished, trains, measures, work: trainingWork(run, trains, count) },
      measuring: measuringWork(run, measures, count),
      cost: await encoderCost(store, run, recipe?.base),
      ...(await examiningOf(store, each, { encoders, dataset })),
    });
  }
  return forecastOf(parts, o.processes);
}

async function examiningOf(
  store: Store,
  { config, examination }: NamedRun,
  { encoders, dataset }: { encoders: number; dataset: DatasetRow | null },
): Promise<Pick<ForecastPart, 'examining' | 'baseline'>> {
  if (!examination) return { examining: 0, baseline: 0 };
  const classes = dataset ? (await datasets.classesOf(store, [dataset.id])).length : undefined;
  return {
    examining: encoders * examinationSeconds(config, examination, classes),
    baseline: dataset ? baselineSeconds(examination, imageSize(dataset), classes) : 0,
  };
}

/**
 * Encoders of a run that are trained for it, and those that are measured.
 * @param seen hashes of the ensembles that earlier runs train, to which its own is added: runs that measure one in several ways train it once
 */
export function leftOf(
  { missing, isPublished, hash, encoders }: RunLeft,
  seen: Set<string>,
): { trains: number; measures: number } {
  const trains = seen.has(hash) ? 0 : missing;
  if (missing > 0) seen.add(hash);
  return { trains, measures: isPublished ? 0 : encoders };
}

interface RunLeft {
  /** Of all its encoders, those that are not trained yet. */
  missing: number;
  encoders: number;
  isPublished: boolean;
  /** Of its ensemble. */
  hash: string;
}

/** What one of its runs takes. */
export interface ForecastPart {
  isPublished: boolean;
  /** Encoders to be trained, and the work of that. */
  trains: number;
  work: number;
  /** Encoders to be measured, and the work of that. */
  measures: number;
  measuring: number;
  cost: EncoderCost;
  /** Seconds of one processor for all encoders that are asked something, and those that every process takes once for all runs. */
  examining: number;
  baseline: number;
}

export function forecastOf(parts: readonly ForecastPart[], processes: number): Forecast {
  const training = parts.filter(({ trains }) => trains > 0);
  const worked = parts.filter(({ trains, measuring }) => trains > 0 || measuring > 0);
  const publishedRuns = parts.filter(({ isPublished }) => isPublished).length;
  const computing = sumOrNull(worked, ({ work, measuring, cost: { pace } }) =>
    pace === null ? null : pace * (work + measuring),
  );
  const touched = sumOf(parts.map(({ trains, measures }) => Math.max(trains, measures)));
  const examining =
    sumOf(parts.map((part) => part.examining)) / processes +
    Math.max(0, ...parts.map(({ baseline }) => baseline));
  return {
    ...{ runs: parts.length, publishedRuns },
    encoders: sumOf(parts.map(({ trains }) => trains)),
    work: sumOf(parts.map(({ work }) => work)),
    seconds:
      computing === null
        ? null
        : examining +
          secondsOf({ runs: parts.length - publishedRuns, encoders: touched, computing }, processes),
    sizeBytes: sumOrNull(training, ({ trains, cost: { sizeBytes } }) =>
      sizeBytes === null ? null : trains * sizeBytes,
    ),
  };
}

/** null where one of the terms is not known. */
function sumOrNull<Item>(items: readonly Item[], valueOf: (item: Item) => number | null): number | null {
  const values = items.map(valueOf);
  return values.includes(null) ? null : sumOf(values as number[]);
}

async function missingOf(store: Store, { config: run, examination }: NamedRun, codeVersion: string) {
  const dataset = await datasets.findBySlug(store, run.dataset);
  const count = run.datapoints ?? dataset?.datapointCount ?? 0;
  const hash = configHash(ensembleConfigOf(run));
  const all = encodersOf(run.estimator, count);
  if (!dataset) return { missing: all, isPublished: false, dataset, count, hash };
  const equal = await experiments.findEqualRun(store, {
    ...{ datasetSlug: run.dataset, configHash: configHash(determining(run)), codeVersion },
  });
  const isPublished = equal?.status === 'SUCCEEDED';
  const trained = await ensembles.trainedCount(store, { datasetId: dataset.id, hash, codeVersion });
  // Encoders that are asked something are needed even where their scores are there.
  const isDone = isPublished && examination === undefined;
  return { missing: isDone ? 0 : Math.max(0, all - trained), isPublished, dataset, count, hash };
}
