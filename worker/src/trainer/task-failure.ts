import { diskTrouble, DomainError } from '@engram/core';
import { engineFailure } from '../engine/engine-failure.ts';
import type { TaskFailure } from './protocol.ts';

/** An error in a form that travels between processes and threads. */
export function describeFailure(thrown: unknown): TaskFailure {
  const error = diskTrouble(thrown) ?? engineFailure(thrown) ?? thrown;
  const stack = error instanceof Error ? error.stack : undefined;
  if (error instanceof DomainError)
    return { code: error.code, message: error.message, details: { ...error.details }, stack };
  return {
    code: 'INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    details: {},
    stack,
  };
}

/** The error on the other side. */
export function errorOfFailure(failure: TaskFailure): DomainError {
  const error = new DomainError(failure.code, failure.message, { details: failure.details });
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}
