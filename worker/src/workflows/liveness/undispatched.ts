import { DBOS, type WorkflowStatus } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import type { WorkerContext } from '../worker-context.ts';

/** A claim begins within milliseconds; on a busy machine, within a second. */
const settlingMs = 5_000;

/** When this process first saw that a workflow it has claimed does not run, in ms of a clock that nobody sets. */
const firstSeenMs = new Map<string, number>();

/**
 * Gives back to their queues the workflows that this worker has claimed and never began. A claim is committed before it is
 * answered: where the connection is lost between the two, PostgreSQL has the workflow under way here, and DBOS knows nothing of it.
 * @param pending the workflows of this worker that are PENDING now
 */
export async function requeueUndispatched(
  context: WorkerContext,
  pending: readonly WorkflowStatus[],
): Promise<void> {
  const database = DBOSExecutor.globalInstance?.systemDatabase;
  const idle = pending.filter(
    ({ workflowID, executorId, queueName }) =>
      executorId === context.executorId &&
      queueName !== undefined &&
      !context.activeWorkflows.has(workflowID) &&
      !database?.checkForRunningWorkflow(workflowID),
  );
  const ids = new Set(idle.map(({ workflowID }) => workflowID));
  for (const id of firstSeenMs.keys()) if (!ids.has(id)) firstSeenMs.delete(id);
  const now = performance.now();
  for (const { workflowID, queueName } of idle) {
    if (!firstSeenMs.has(workflowID)) firstSeenMs.set(workflowID, now);
    if (now - firstSeenMs.get(workflowID)! < settlingMs) continue;
    await DBOS.resumeWorkflows([workflowID], { queueName });
    firstSeenMs.delete(workflowID);
    context.log('gave back work that was claimed and never began', { workflow: workflowID });
  }
}
