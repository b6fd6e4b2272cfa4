import { DomainError } from '../errors.ts';
import { Rng } from '../rng.ts';
import type { EstimatorConfig } from '../run-config.ts';
import { fgSplit } from './fg-split.ts';
import { halfSplit } from './half-split.ts';

/** Two datapoints are what a loss needs to contrast one with another. */
export const leastTrainedOn = 2;

/**
 * Refuses a split that would train an encoder on too few datapoints, before anything is queued: how many each encoder gets
 * follows from the estimator and N alone.
 * @throws DomainError INVALID_CONFIG naming both numbers
 */
export function assertTrainable(config: EstimatorConfig, count: number): void {
  const least = Math.min(...trainedOn(config, count));
  if (least >= leastTrainedOn) return;
  throw new DomainError(
    'INVALID_CONFIG',
    `datapoints: of ${count}, '${config.key}' would train an encoder on ${least}, and training takes at least ${leastTrainedOn}. ` +
      'Use more datapoints, or a larger dataset.',
  );
}

/** Datapoints of each encoder of a pair; none where the split itself is refused. */
function trainedOn(config: EstimatorConfig, count: number): number[] {
  const pair = { ...config, encoders: 2 };
  const rng = Rng.fromSeed('sizes');
  try {
    const { masks } = pair.key === 'fg-split' ? fgSplit(count, pair, rng) : halfSplit(count, 2, rng);
    return masks.map((mask) => mask.reduce((sum, bit) => sum + bit, 0));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INVALID_ARGUMENT')
      throw new DomainError('INVALID_CONFIG', `datapoints: ${error.message}.`, { cause: error });
    throw error;
  }
}
