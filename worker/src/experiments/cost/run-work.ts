import { trainedOn, type RunConfig } from '@engram/core';

/**
 * Work of training the encoders of a run, in datapoints seen: encoders × epochs × datapoints trained on. Runs of one encoder and method
 * take time in proportion to it.
 * @param count N, where the configuration asks for all datapoints
 */
export function runWork(
  config: Pick<RunConfig, 'estimator' | 'epochs' | 'datapoints'>,
  encoders: number,
  count = 1000,
): number {
  const sizes = trainedOn(config.estimator, config.datapoints ?? count);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return encoders * config.epochs * mean;
}
