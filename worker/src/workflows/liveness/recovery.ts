/** Finds what dead workers left and gives it back to the queues. */
import { DBOS, type WorkflowStatus } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { countPeers, ifDead, lostAmong } from './liveness.ts';
import { LostExecutors } from './lost-executors.ts';
import { pendingWorkflows } from './pending-workflows.ts';
import { requeueUndispatched } from './undispatched.ts';
import type { WorkerContext } from '../worker-context.ts';

/**
 * Looks for executors of this worker's code version whose liveness lock is free.
 * @param list workflows of the queue's database
 */
export const lostExecutors = (
  { store, codeVersion, executorId }: Pick<WorkerContext, 'store' | 'codeVersion' | 'executorId'>,
  list: (wanted: ReturnType<typeof pendingWorkflows>) => Promise<Pick<WorkflowStatus, 'executorId'>[]> = (
    wanted,
  ) => DBOS.listWorkflows(wanted),
): LostExecutors =>
  new LostExecutors({
    countPeers: () => countPeers(store, codeVersion),
    lostAmong: (ids) => lostAmong(store, ids),
    async owners() {
      const pending = await list(pendingWorkflows(codeVersion));
      const ids = new Set(pending.flatMap((workflow) => workflow.executorId ?? []));
      ids.delete(executorId);
      return [...ids];
    },
  });

/** Gives back to the queues what nobody works on: claims of this worker that never began, and workflows of dead ones. */
export async function recoverAbandoned(context: WorkerContext, lost: LostExecutors): Promise<void> {
  const { store, codeVersion, executorId: own } = context;
  if (lost.isOwnDue)
    await requeueUndispatched(context, await DBOS.listWorkflows(pendingWorkflows(codeVersion, own)));
  const dead = await lost.look();
  context.peers = lost.peers;
  for (const executorId of dead)
    await ifDead(store, executorId, async () => {
      const recovered = await DBOSExecutor.globalInstance?.recoverPendingWorkflows([executorId]);
      // Of those that saw it late, one comes first.
      if (recovered?.length)
        context.log('recovered the work of a dead worker', {
          executorId,
          workflows: recovered.map(({ workflowID }) => workflowID),
        });
    });
}
