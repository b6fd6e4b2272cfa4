import { DBOS, Error as dbosErrors } from '@dbos-inc/dbos-sdk';
import { DomainError } from '@engram/core';

const isRetryable = (error: unknown): boolean => error instanceof DomainError && error.traits.retryable;

/** One durable step of a workflow: its result is stored, and a recovered workflow does not repeat it. */
export function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  return DBOS.runStep(work, {
    name,
    // Only what may pass by itself, such as a restart of the database, is tried again.
    retriesAllowed: true,
    maxAttempts: 8,
    intervalSeconds: 0.5,
    backoffRate: 2,
    shouldRetry: isRetryable,
  });
}

/** Whether a workflow was stopped from outside (cancelled, or taken over by another worker): no verdict on its run. */
export function isInterruption(error: unknown): boolean {
  return (
    error instanceof dbosErrors.DBOSWorkflowCancelledError ||
    error instanceof dbosErrors.DBOSWorkflowConflictError ||
    error instanceof dbosErrors.DBOSExecutorNotInitializedError
  );
}
