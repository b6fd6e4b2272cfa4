import { determining, encodersOf, ensembleConfigOf, type ExperimentConfig } from '@engram/core';
import { configHash, datasets, ensembles, experiments, type Store } from '@engram/store';
import type { NamedRun } from '../../experiments/experiment.ts';
import { sharesOf } from '../../datasets/select-datapoints.ts';
import { checkExperiment, predictedRuns } from '../../experiments/registry.ts';
import { runWork } from '../../experiments/run-work.ts';
import { needsUnseen } from '../../pipeline/examinations/examination.ts';
import { encoderCost, secondsWith } from './training-time.ts';
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
    if (run.dataset !== dataset.slug && !recipe) await datasets.existing(store, run.dataset);
    if (run.dataset !== dataset.slug || !examination || !needsUnseen[examination.key]) continue;
    const taken = sharesOf(run.datapoints ?? dataset.datapointCount, sizes);
    taken.delete(-1);
    assertUnseen(run, labelled - sumOf(taken.values()));
    if (examination.key === 'probes' && examination.dataset !== undefined)
      assertSameShape(examination.dataset, await datasets.existing(store, examination.dataset), dataset);
  }
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
  let [publishedRuns, encoders, work] = [0, 0, 0];
  let [seconds, sizeBytes]: [number | null, number | null] = [0, 0];
  const seen = new Set<string>();
  for (const each of named) {
    const { config: run } = each;
    const { missing, isPublished, count, hash } = await missingOf(store, each, o.codeVersion);
    if (isPublished) publishedRuns++;
    // Runs that measure one ensemble in several ways train it once.
    if (missing === 0 || seen.has(hash)) continue;
    seen.add(hash);
    encoders += missing;
    work += runWork(run, missing, count);
    const cost = await encoderCost(store, run, count);
    seconds = seconds === null || cost.seconds === null ? null : seconds + missing * cost.seconds;
    sizeBytes = sizeBytes === null || cost.sizeBytes === null ? null : sizeBytes + missing * cost.sizeBytes;
  }
  return {
    ...{ runs: named.length, publishedRuns, encoders, work, sizeBytes },
    seconds:
      seconds === null
        ? null
        : secondsWith(seconds, { processes: o.processes, runs: named.length - publishedRuns }),
  };
}

async function missingOf(store: Store, { config: run, examination }: NamedRun, codeVersion: string) {
  const dataset = await datasets.findBySlug(store, run.dataset);
  const count = run.datapoints ?? dataset?.datapointCount ?? 0;
  const hash = configHash(ensembleConfigOf(run));
  const all = encodersOf(run.estimator, count);
  if (!dataset) return { missing: all, isPublished: false, count, hash };
  const equal = await experiments.findEqualRun(store, {
    ...{ datasetSlug: run.dataset, configHash: configHash(determining(run)), codeVersion },
  });
  const isPublished = equal?.status === 'SUCCEEDED';
  const trained = await ensembles.trainedCount(store, { datasetId: dataset.id, hash, codeVersion });
  // Encoders that are asked something are needed even where their scores are there.
  const isDone = isPublished && examination === undefined;
  return { missing: isDone ? 0 : Math.max(0, all - trained), isPublished, count, hash };
}
