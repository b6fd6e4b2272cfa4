import { DomainError } from '../errors.ts';
import { trainedOn, type DesignConfig } from './registry.ts';

/** Two datapoints are what a loss needs to contrast one with another. */
const leastTrainedOn = 2;

/**
 * Rejects a design that would train an encoder on too few datapoints, before anything is queued: how many each encoder gets
 * follows from the design and N alone.
 * @throws DomainError INVALID_CONFIG naming both numbers
 */
export function assertTrainable(config: DesignConfig, count: number): void {
  const least = Math.min(...sizes(config, count));
  if (least >= leastTrainedOn) return;
  throw new DomainError(
    'INVALID_CONFIG',
    `datapoints: of ${count}, '${config.key}' would train an encoder on ${least}, and training takes at least ${leastTrainedOn}. ` +
      'Use more datapoints, or a larger dataset.',
  );
}

function sizes(config: DesignConfig, count: number): number[] {
  try {
    return trainedOn(config, count);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INVALID_ARGUMENT')
      throw new DomainError('INVALID_CONFIG', `datapoints: ${error.message}.`, { cause: error });
    throw error;
  }
}
