import { measureDefinitions, measureKeyOf, trainedOn, type RunConfig } from '@engram/core';

/** Of starting and publishing a run: what three runs of the experiment `augmentation-strength --small` took beyond their encoders. */
const secondsPerRun = 5;
/** Of an encoder beside what it sees: in mnist-quick .15 of its training went beside it (docs/performance.md), .7 s an encoder, .3 of them for scoring. */
const secondsPerEncoder = 0.4;

/** What the time of runs is made of. */
export interface RunsCost {
  runs: number;
  /** Encoders that are trained or measured. */
  encoders: number;
  /** Seconds that one process takes for what they see: work, as it is counted below, at the pace of the encoder. */
  computing: number;
}

/** Seconds with so many trainer processes side by side. */
export const secondsOf = ({ runs, encoders, computing }: RunsCost, processes: number): number =>
  secondsPerRun * runs + (secondsPerEncoder * encoders + computing) / processes;

type Worked = Pick<RunConfig, 'estimator' | 'epochs' | 'datapoints' | 'scoring'>;

const defaultCount = 1000;

/**
 * Work of training the encoders of a run, in datapoints seen: encoders × epochs × datapoints trained on. Runs of one encoder and method
 * take time in proportion to it.
 * @param count N, where the configuration asks for all datapoints
 */
export function trainingWork(config: Worked, encoders: number, count = defaultCount): number {
  const sizes = trainedOn(config.estimator, config.datapoints ?? count);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return encoders * config.epochs * mean;
}

/** Passes of a datapoint that training takes to see it once: of two views, forward and twice as much back. */
const passesInTraining = 6;

/** Work of measuring the encoders of a run, in the unit of `trainingWork`. */
export function measuringWork(config: Worked, encoders: number, count = defaultCount): number {
  const each = measureDefinitions[measureKeyOf(config)].passes(config.scoring.views) / passesInTraining;
  return encoders * each * (config.datapoints ?? count);
}

/**
 * Seconds that a run takes, all of its encoders trained and measured.
 * @param pace seconds of a unit of work
 */
export function runSeconds(
  config: Worked,
  o: { pace: number; encoders: number; count: number; processes: number },
): number {
  const work = trainingWork(config, o.encoders, o.count) + measuringWork(config, o.encoders, o.count);
  return secondsOf({ runs: 1, encoders: o.encoders, computing: o.pace * work }, o.processes);
}
