import { DBOS, Error as dbosErrors } from '@dbos-inc/dbos-sdk';
import { withRetries } from './retries.ts';
import { withOwnContext, workerContext } from './worker-context.ts';

/**
 * One durable step of a workflow: its result is stored, and a recovered workflow does not repeat it. Only what may pass by
 * itself, such as a restart of the database, is tried again.
 */
export function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  return DBOS.runStep(() => withRetries(name, work), { name });
}

/** Runs a workflow and notes meanwhile that it is under way here. */
export async function withActiveWorkflow<T>(workflow: () => Promise<T>): Promise<T> {
  const { activeWorkflows } = workerContext();
  const id = DBOS.workflowID;
  if (id !== undefined) activeWorkflows.add(id);
  try {
    return await withOwnContext(workflow);
  } finally {
    if (id !== undefined) activeWorkflows.delete(id);
  }
}

/** Whether a workflow was stopped from outside (cancelled, or taken over by another worker): no verdict on its run. */
export function isInterruption(error: unknown): boolean {
  return (
    error instanceof dbosErrors.DBOSWorkflowCancelledError ||
    error instanceof dbosErrors.DBOSWorkflowConflictError ||
    error instanceof dbosErrors.DBOSExecutorNotInitializedError
  );
}
