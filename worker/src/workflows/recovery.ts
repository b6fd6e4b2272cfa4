/** Finds what dead workers left and gives it back to the queues. */
import { DBOS } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { runWorkflowId } from '@engram/core';
import { queue, runs, type RunRow } from '@engram/store';
import { ifDead } from './liveness.ts';
import type { WorkerContext } from './worker-context.ts';

/** A run just stored may not be queued yet: its creator is still at it. */
const settlingMs = 10_000;

/** Re-queues the pending workflows of executors whose liveness lock is free. */
export async function recoverDeadExecutors(context: WorkerContext): Promise<void> {
  const pending = await DBOS.listWorkflows({
    status: 'PENDING',
    applicationVersion: context.codeVersion,
    loadInput: false,
    loadOutput: false,
  });
  const others = new Set(pending.map(({ executorId }) => executorId));
  others.delete(context.executorId);
  for (const executorId of others) {
    if (executorId === undefined) continue;
    await ifDead(context.store, executorId, async () => {
      await DBOSExecutor.globalInstance?.recoverPendingWorkflows([executorId]);
      context.log('recovered the work of a dead worker', { executorId });
    });
  }
}

async function unfinishedRuns(context: WorkerContext): Promise<RunRow[]> {
  const found: RunRow[] = [];
  for (const status of ['QUEUED', 'RUNNING'] as const) {
    const { rows } = await runs.page(context.store, { filter: { status }, first: 100 });
    found.push(...rows.filter(({ codeVersion }) => codeVersion === context.codeVersion));
  }
  return found;
}

/**
 * Mends what a crash between the two databases leaves: a run that was stored but never queued is queued, a run whose
 * workflow ended without a verdict is failed.
 */
export async function reconcileRuns(context: WorkerContext): Promise<void> {
  const { store } = context;
  for (const run of await unfinishedRuns(context)) {
    if (Date.now() - run.createdAt.getTime() < settlingMs) continue;
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
