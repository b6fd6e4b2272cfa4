import { DBOS, type GetWorkflowsInput, type WorkflowStatus } from '@dbos-inc/dbos-sdk';
import { experimentWorkflowId, runWorkflowId } from '@engram/core';
import {
  experimentQueue,
  experiments,
  queue,
  runs,
  type ExperimentRow,
  type RunRow,
  type Store,
} from '@engram/store';
import type { WorkerContext } from '../worker-context.ts';

/** What was just stored may not be queued yet: its creator is still at it. */
const settlingMs = 10_000;
const pageSize = 100;

type Row = RunRow | ExperimentRow;
type Status = 'QUEUED' | 'RUNNING';
type Workflow = Pick<WorkflowStatus, 'workflowID' | 'status'>;
type ListWorkflows = (wanted: GetWorkflowsInput) => Promise<Workflow[]>;
type Context = Pick<WorkerContext, 'store' | 'codeVersion' | 'log'>;

interface Kind<R extends Row> {
  name: 'run' | 'experiment';
  page: (store: Store, status: Status, after?: R) => Promise<R[]>;
  workflowId: (row: R) => string;
  enqueue: (store: Store, row: R) => Promise<void>;
  fail: (store: Store, id: string) => Promise<unknown>;
}

const verdict = { errorCode: 'INTERNAL', error: 'Its workflow ended without a result.' } as const;

const ofRuns: Kind<RunRow> = {
  name: 'run',
  page: async (store, status, after) =>
    (await runs.page(store, { filter: { status }, first: pageSize, after })).rows,
  workflowId: ({ id, attempt }) => runWorkflowId(id, attempt),
  enqueue: queue.enqueueRun,
  fail: (store, id) => runs.transition(store, id, 'FAILED', verdict),
};

const ofExperiments: Kind<ExperimentRow> = {
  name: 'experiment',
  page: async (store, status, after) =>
    (await experiments.page(store, { filter: { status }, first: pageSize, after })).rows,
  workflowId: ({ id, attempt }) => experimentWorkflowId(id, attempt),
  enqueue: experimentQueue.enqueueExperiment,
  async fail(store, id) {
    await experiments.transition(store, id, 'FAILED', verdict);
    await experimentQueue.cancelOwnRuns(store, id);
  },
};

/**
 * Mends what a crash between the two databases leaves: what was stored but never queued is queued, and what has a workflow that ended
 * without a verdict is failed. It looks at all runs and experiments that are not finished.
 * @param list workflows of the queue's database
 */
export async function reconcile(
  context: Context,
  list: ListWorkflows = (wanted) => DBOS.listWorkflows(wanted),
): Promise<void> {
  const unfinished = new Set<string>();
  await reconcileAll(context, ofRuns, list, unfinished);
  await reconcileAll(context, ofExperiments, list, unfinished);
  for (const id of firstSeenMs.keys()) if (!unfinished.has(id)) firstSeenMs.delete(id);
}

async function reconcileAll<R extends Row>(
  context: Context,
  kind: Kind<R>,
  list: ListWorkflows,
  unfinished: Set<string>,
): Promise<void> {
  for (const status of ['QUEUED', 'RUNNING'] as const)
    for (let after: R | undefined, isLast = false; !isLast;) {
      const rows = await kind.page(context.store, status, after);
      for (const { id } of rows) unfinished.add(id);
      await reconcilePage(context, kind, list, rows);
      after = rows.at(-1);
      isLast = rows.length < pageSize;
    }
}

async function reconcilePage<R extends Row>(
  { store, codeVersion, log }: Context,
  kind: Kind<R>,
  list: ListWorkflows,
  rows: readonly R[],
): Promise<void> {
  const settled = rows.filter((row) => row.codeVersion === codeVersion && isSettled(row));
  if (settled.length === 0) return;
  const found = await list({
    workflowIDs: settled.map(kind.workflowId),
    loadInput: false,
    loadOutput: false,
  });
  const statusOf = new Map(found.map(({ workflowID, status }) => [workflowID, status]));
  for (const row of settled) {
    const status = statusOf.get(kind.workflowId(row));
    if (status === undefined) {
      log(`queued ${article[kind.name]} that had not been queued`, { [kind.name]: row.id });
      await kind.enqueue(store, row);
    } else if (status === 'ERROR' || status === 'MAX_RECOVERY_ATTEMPTS_EXCEEDED') {
      log(`failed ${article[kind.name]} whose workflow had ended`, { [kind.name]: row.id, status });
      await kind.fail(store, row.id);
    }
  }
}

const article = { run: 'a run', experiment: 'an experiment' };

/** When this process first saw what seemed to be just stored, in ms of a clock that nobody sets. */
const firstSeenMs = new Map<string, number>();

/** Also by when it was seen here: a clock that was set back since may have it created in the future. */
function isSettled({ id, createdAt }: Row): boolean {
  if (Date.now() - createdAt.getTime() >= settlingMs) return true;
  const now = performance.now();
  if (!firstSeenMs.has(id)) firstSeenMs.set(id, now);
  return now - firstSeenMs.get(id)! >= settlingMs;
}
