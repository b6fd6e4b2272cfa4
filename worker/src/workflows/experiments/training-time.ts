import { ensembles, type Store, type TrainedSample } from '@engram/store';
import type { RunConfig } from '@engram/core';

/** What encoders of a run take, by those that were trained here; null where none of the kind was. */
export interface EncoderCost {
  /** Seconds of a unit of work, as `trainingWork` counts it. */
  pace: number | null;
  sizeBytes: number | null;
}

/** @param like slug of a dataset whose datapoints have the same shape; the run's own when left out */
export async function encoderCost(store: Store, run: RunConfig, like = run.dataset): Promise<EncoderCost> {
  const samples = await ensembles.trainingSamples(store, { ...run, dataset: like });
  return {
    pace: paceOf(samples),
    sizeBytes: meanOf(samples.flatMap(({ checkpointSizeBytes }) => checkpointSizeBytes ?? [])),
  };
}

/** The machine may have been busy with something else: the weight of a training halves with each hour that it is older than the last, to this part. */
const halfLifeMs = 3_600_000;
const leastOfAge = 1 / 64;

/** Of a training with less than this part of the longest one's work, the first step is most: it says nothing. */
const leastOfWork = 0.1;

/**
 * Seconds of a unit of work: the median of those of the encoders trained, each weighed by its work and by how lately it was trained.
 * A training that stood still, with the machine asleep or at low priority, moves a median little.
 */
export function paceOf(samples: readonly TrainedSample[]): number | null {
  const all = samples.map(({ config, datapoints, trainDurationMs, createdAt }) => {
    const work = config.epochs * datapoints;
    return { work, pace: trainDurationMs / work / 1000, trainedMs: createdAt.getTime() };
  });
  const longest = Math.max(...all.map(({ work }) => work));
  const kept = all.filter(({ work }) => work > 0 && work >= leastOfWork * longest);
  const newest = Math.max(...kept.map(({ trainedMs }) => trainedMs));
  const weighed = kept
    .map(({ work, pace, trainedMs }) => ({
      pace,
      weight: work * Math.max(leastOfAge, 2 ** ((trainedMs - newest) / halfLifeMs)),
    }))
    .sort((a, b) => a.pace - b.pace);
  let left = weighed.reduce((sum, { weight }) => sum + weight, 0) / 2;
  return weighed.find(({ weight }) => (left -= weight) <= 0)?.pace ?? null;
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
