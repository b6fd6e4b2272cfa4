/** Finds what dead workers left and gives it back to the queues. */
import { DBOS, type WorkflowStatus } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { runWorkflowId } from '@engram/core';
import { queue, runs, type RunRow } from '@engram/store';
import { countPeers, ifDead, lostAmong } from './liveness.ts';
import { LostExecutors } from './lost-executors.ts';
import { pendingWorkflows } from './pending-workflows.ts';
import { requeueUndispatched } from './undispatched.ts';
import type { WorkerContext } from '../worker-context.ts';

/** A run just stored may not be queued yet: its creator is still at it. */
const settlingMs = 10_000;

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
      if (recovered?.length) context.log('recovered the work of a dead worker', { executorId });
    });
}

async function unfinishedRuns(context: WorkerContext): Promise<RunRow[]> {
  const found: RunRow[] = [];
  for (const status of ['QUEUED', 'RUNNING'] as const) {
    const { rows } = await runs.page(context.store, { filter: { status }, first: 100 });
    found.push(...rows.filter(({ codeVersion }) => codeVersion === context.codeVersion));
  }
  return found;
}

/** When this process first saw each unfinished run, in ms of a clock that nobody sets. */
const firstSeenMs = new Map<string, number>();

/** Also by when it was seen here: a clock that was set back since may have it created in the future. */
function isSettled({ id, createdAt }: RunRow): boolean {
  const now = performance.now();
  if (!firstSeenMs.has(id)) firstSeenMs.set(id, now);
  return Date.now() - createdAt.getTime() >= settlingMs || now - firstSeenMs.get(id)! >= settlingMs;
}

/** Forgets the runs that have ended. */
function forgetAllBut(found: readonly RunRow[]): void {
  const ids = new Set(found.map(({ id }) => id));
  for (const id of firstSeenMs.keys()) if (!ids.has(id)) firstSeenMs.delete(id);
}

/**
 * Mends what a crash between the two databases leaves: a run that was stored but never queued is queued, a run whose
 * workflow ended without a verdict is failed.
 */
export async function reconcileRuns(context: WorkerContext): Promise<void> {
  const { store } = context;
  const unfinished = await unfinishedRuns(context);
  forgetAllBut(unfinished);
  for (const run of unfinished) {
    if (!isSettled(run)) continue;
    const workflow = await DBOS.getWorkflowStatus(runWorkflowId(run.id, run.attempt));
    if (!workflow) {
      context.log('queued a run that had not been queued', { run: run.id });
      await queue.enqueueRun(store, run);
    } else if (workflow.status === 'ERROR' || workflow.status === 'MAX_RECOVERY_ATTEMPTS_EXCEEDED') {
      context.log('failed a run whose workflow had ended', { run: run.id, status: workflow.status });
      await runs.transition(store, run.id, 'FAILED', {
        errorCode: 'INTERNAL',
        error: 'Its workflow ended without a result.',
      });
    }
  }
}
