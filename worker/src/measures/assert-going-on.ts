import { DomainError } from '@engram/core';

/** @throws DomainError CANCELLED when the signal is aborted */
export function assertGoingOn(signal: AbortSignal | undefined, done: number, count: number): void {
  if (signal?.aborted)
    throw new DomainError('CANCELLED', `Measuring was cancelled after ${done} of ${count} datapoints.`);
}
