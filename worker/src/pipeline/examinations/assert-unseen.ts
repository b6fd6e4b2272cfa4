import { DomainError, type RunConfig } from '@engram/core';

/** Fewer unseen datapoints than this say nothing in two halves. */
const leastUnseen = 20;

/** @throws DomainError INVALID_CONFIG for a run that leaves nothing of its dataset to be tested on */
export function assertUnseen(config: Pick<RunConfig, 'dataset' | 'datapoints'>, unseenCount: number): void {
  if (unseenCount >= leastUnseen) return;
  throw new DomainError(
    'INVALID_CONFIG',
    `datapoints: probes are tested on labelled datapoints that no encoder saw, at least ${leastUnseen}, and the run leaves ${unseenCount} of ` +
      `'${config.dataset}'. Lower the number of datapoints, or set probeDatapoints to 0 where the experiment can go without probes.`,
  );
}
