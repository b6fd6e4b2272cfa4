import { DBOS } from '@dbos-inc/dbos-sdk';

/** Whether a workflow that is under way here was given back to the queue, or to another executor. */
export async function hasLostWork(executorId: string, active: readonly string[]): Promise<boolean> {
  if (active.length === 0) return false;
  const found = await DBOS.listWorkflows({ workflowIDs: [...active], loadInput: false, loadOutput: false });
  return found.some(({ status, executorId: owner }) => status === 'ENQUEUED' || owner !== executorId);
}
