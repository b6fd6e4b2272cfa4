import type { GetWorkflowsInput, WorkflowStatus } from '@dbos-inc/dbos-sdk';
import { experimentWorkflowId, runWorkflowId } from '@engram/core';
import { experimentQueue, experiments, queue, runs } from '@engram/store';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { withQueueClient } from '../../../../prisma/src/queue/queue-client.ts';
import { reconcile } from '../../../../worker/src/workflows/liveness/reconcile.ts';
import { createExperiment } from '../../../factories/experiment.ts';
import { createDataset, createRun } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
/** More than a page. */
const many = 130;
let logged: string[];
const list = (wanted: GetWorkflowsInput) =>
  withQueueClient(scratch.store, (client) => client.listWorkflows(wanted));
const look = (codeVersion = 'test') =>
  reconcile({ store: scratch.store, codeVersion, log: (event) => void logged.push(event) }, list);
const workflows = async (ids: string[]) =>
  (await list({ workflowIDs: ids })).map(({ workflowID, status }) => [workflowID, status]);
/** Makes one, or all, a minute older. */
const age = (table: 'run' | 'experiment', id: string | null = null) =>
  scratch.store.pool.query(
    `UPDATE ${table} SET created_at = created_at - interval '1 minute' WHERE $1::uuid IS NULL OR id = $1`,
    [id],
  );

beforeAll(() => queue.migrate(scratch.store));
beforeEach(() => void (logged = []));

it('queues every run and experiment that was stored and not queued, behind however many others', async () => {
  const { store } = scratch;
  const dataset = await createDataset(store, 1);
  for (let n = 0; n < many; n += 1) {
    await queue.enqueueRun(store, await createRun(store, dataset));
    await experimentQueue.enqueueExperiment(store, await createExperiment(store, `other ${n}`));
  }
  const lost = { run: await createRun(store, dataset), experiment: await createExperiment(store, 'lost') };
  const ids = [runWorkflowId(lost.run.id, 0), experimentWorkflowId(lost.experiment.id, 0)];
  await look();
  // Whoever stored them may be about to queue them.
  expect([await workflows(ids), logged]).toEqual([[], []]);
  await age('run');
  await age('experiment');
  // The oldest, behind all others.
  await age('run', lost.run.id);
  await age('experiment', lost.experiment.id);
  await look('another version');
  expect(await workflows(ids)).toEqual([]);
  await look();
  expect((await workflows(ids)).toSorted()).toEqual(ids.map((id) => [id, 'ENQUEUED']).toSorted());
  expect(logged).toEqual([
    'queued a run that had not been queued',
    'queued an experiment that had not been queued',
  ]);
});

it('fails those whose workflow ended without a verdict', async () => {
  const { store } = scratch;
  const run = await createRun(store, await createDataset(store, 1), 'RUNNING');
  const experiment = await createExperiment(store, 'ended');
  await age('run');
  await age('experiment');
  const ended = (wanted: GetWorkflowsInput) =>
    Promise.resolve<Pick<WorkflowStatus, 'workflowID' | 'status'>[]>((wanted.workflowIDs ?? []).map((workflowID) => ({ workflowID, status: workflowID.includes(run.id) || workflowID.includes(experiment.id) ? 'ERROR' : 'PENDING' }))); // prettier-ignore
  await reconcile({ store, codeVersion: 'test', log: () => {} }, ended);
  const failed = { status: 'FAILED', errorCode: 'INTERNAL' };
  expect(await runs.find(store, run.id)).toMatchObject(failed);
  expect(await experiments.find(store, experiment.id)).toMatchObject(failed);
  expect(await runs.count(store, { status: 'QUEUED' })).toBe(many + 1);
});
