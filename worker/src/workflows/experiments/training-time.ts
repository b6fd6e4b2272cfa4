import { runWork } from '../../experiments/run-work.ts';
import { ensembles, type Store, type TrainedSample } from '@engram/store';
import type { RunConfig } from '@engram/core';

/** Measuring and publishing beside training, as a part of it: mnist-quick's share (docs/performance.md). */
const beside = 0.15;

/** Of starting and publishing a run, in seconds: what three runs of the experiment `augmentation-strength --small` took beyond their training. */
const secondsPerRun = 5;

/** What training one encoder of a run takes, by those that were trained here; null where none of the kind was. */
export interface EncoderCost {
  seconds: number | null;
  sizeBytes: number | null;
}

/** @param count N, where the configuration asks for all datapoints */
export async function encoderCost(store: Store, run: RunConfig, count: number): Promise<EncoderCost> {
  const samples = await ensembles.trainingSamples(store, run);
  return {
    seconds: secondsOf(runWork(run, 1, count), samples),
    sizeBytes: meanOf(samples.flatMap(({ checkpointSizeBytes }) => checkpointSizeBytes ?? [])),
  };
}

/** Time that `runs` take with so many trainer processes, if training their encoders one by one takes `seconds`. */
export const secondsWith = (seconds: number, { processes, runs }: { processes: number; runs: number }) =>
  (seconds * (1 + beside)) / processes + secondsPerRun * runs;

/** Training takes time in proportion to epochs × datapoints, but for what the first step takes. */
function secondsOf(ofEncoder: number, samples: readonly TrainedSample[]): number | null {
  // The longest trainings say most about the pace.
  const work = (sample: TrainedSample): number => sample.config.epochs * sample.datapoints;
  const total = samples.reduce((sum, sample) => sum + work(sample), 0);
  const duration = samples.reduce((sum, sample) => sum + sample.trainDurationMs, 0);
  return total === 0 ? null : ((duration / total) * ofEncoder) / 1000;
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
