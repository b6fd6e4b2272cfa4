import { commandLine, DomainError } from '@engram/core';

/** NOT_FOUND for an id that no run has. */
export const unknownRun = (id: string): DomainError =>
  new DomainError('NOT_FOUND', `There is no run '${id}'. List the runs with: ${commandLine('runs')}`);
