import { DBOS } from '@dbos-inc/dbos-sdk';
import { experimentWorkflowId } from '@engram/core';
import { experimentQueue, experiments, type ExperimentRow, type Store } from '@engram/store';
import type { WorkerContext } from '../worker-context.ts';

/** An experiment just stored may not be queued yet: its creator is still at it. */
const settlingMs = 10_000;

/** As `reconcileRuns`: queues an experiment that was stored but never queued, and fails one whose workflow ended without a verdict. */
export async function reconcileExperiments({ store, codeVersion, log }: WorkerContext): Promise<void> {
  for (const status of ['QUEUED', 'RUNNING'] as const) {
    for (const experiment of await everyExperiment(store, status)) {
      if (experiment.codeVersion !== codeVersion) continue;
      if (Math.abs(Date.now() - experiment.createdAt.getTime()) < settlingMs) continue;
      const workflow = await DBOS.getWorkflowStatus(experimentWorkflowId(experiment.id, experiment.attempt));
      if (!workflow) {
        log('queued an experiment that had not been queued', { experiment: experiment.id });
        await experimentQueue.enqueueExperiment(store, experiment);
      } else if (workflow.status === 'ERROR' || workflow.status === 'MAX_RECOVERY_ATTEMPTS_EXCEEDED') {
        log('failed an experiment whose workflow had ended', {
          experiment: experiment.id,
          status: workflow.status,
        });
        await experiments.transition(store, experiment.id, 'FAILED', {
          ...{ errorCode: 'INTERNAL', error: 'Its workflow ended without a result.' },
        });
        await experimentQueue.cancelOwnRuns(store, experiment.id);
      }
    }
  }
}

const pageSize = 100;

/** All experiments of a status, newest first. */
async function everyExperiment(store: Store, status: 'QUEUED' | 'RUNNING'): Promise<ExperimentRow[]> {
  const found: ExperimentRow[] = [];
  for (let after: ExperimentRow | undefined; ; after = found.at(-1)) {
    const { rows } = await experiments.page(store, { filter: { status }, first: pageSize, after });
    found.push(...rows);
    if (rows.length < pageSize) return found;
  }
}
