import { measureDefinitions, measureKeyOf, trainedOn, type RunConfig } from '@engram/core';

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
