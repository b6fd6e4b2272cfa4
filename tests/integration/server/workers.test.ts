import { readFileSync } from 'node:fs';
import { runs, queue, workers } from '@engram/store';
import { afterEach, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { createExperiment } from '../../factories/experiment.ts';
import { pretendWorker } from '../../helpers/live-worker.ts';
import { askAs, makeToken, withServer } from './http/access.ts';
import { withApi } from './api.ts';

const api = withApi();
const query =
  '{ workers { name host address engine device labels processes codeVersion startedAt seenAt viewsPerSecond trainedInHour jobs { encoder run { name } } } }';
const ended: (() => Promise<void>)[] = [];
const alive = async (
  ...said: Parameters<typeof pretendWorker> extends [unknown, ...infer Rest] ? Rest : never
) => {
  const worker = await pretendWorker(api.store, ...said);
  ended.push(worker.end);
  return worker;
};

afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

interface Listed {
  workers: {
    name: string;
    host: string | null;
    address: string | null;
    labels: string[];
    viewsPerSecond: number | null;
    seenAt: string;
    jobs: { encoder: number | null; run: { name: string } | null }[];
  }[];
}

/** As DBOS notes that an executor has begun a workflow. */
async function give(executorId: string, name: string, id: string, job: object): Promise<void> {
  await queue.migrate(api.store);
  const { withQueueClient } = await import('../../../prisma/src/queue/queue-client.ts');
  await withQueueClient(api.store, (client) =>
    client.enqueue({ queueName: 'train', workflowName: name, workflowID: id }, job),
  );
  const { withSession } = await import('../../../prisma/src/connections/sessions.ts');
  await withSession(api.store.systemUrl, (session) =>
    session.query(
      `UPDATE ${api.store.queueSchema}.workflow_status SET status = 'PENDING', executor_id = $1 WHERE workflow_uuid = $2`,
      [executorId, id],
    ),
  );
}

describe('workers', () => {
  it('are none where none is alive', async () => {
    expect(await api.get(query)).toEqual({ workers: [] });
    const worker = await alive();
    expect((await api.get<Listed>(query)).workers).toHaveLength(1);
    await worker.end();
    expect(await api.get(query)).toEqual({ workers: [] });
  });

  it('are listed with what they said of themselves, their speed and what they are doing', async () => {
    const { executorId } = await alive({ viewsPerSecond: 512.5, labels: ['gpu', 'lab-2'] });
    const run = (await runs.find(api.store, api.seed.first))!;
    for (const name of ['encoder', 'trainEncoder'])
      await give(executorId, name, `${name}-x`, { runId: run.id, encoder: 3 });
    await give(executorId, 'run', 'run-x', { runId: run.id });
    // What workers are doing is asked of the queue once a second, and a test before may have asked.
    const listed = async () => (await api.get<Listed>(query)).workers[0];
    await expect.poll(listed, { timeout: 10_000 }).toMatchObject({
      name: executorId,
      host: 'thinker',
      engine: 'onnxruntime 1.2.3',
      labels: ['gpu', 'lab-2'],
      viewsPerSecond: 512.5,
      jobs: [{ encoder: 3, run: { name: run.name } }],
    });
    const worker = await listed();
    expect(Math.abs(Date.parse(worker!.seenAt) - Date.now())).toBeLessThan(60_000);
  });

  it('train nothing any more when they start again', async () => {
    const { executorId } = await alive({ viewsPerSecond: 512.5 });
    const [said] = await workers.live(api.store);
    await workers.register(api.store, said!);
    const [worker] = (await api.get<Listed>(query)).workers;
    expect(worker).toMatchObject({ name: executorId, viewsPerSecond: null });
  });

  it('do not tell strangers the names of machines', async () => {
    await alive();
    await withServer(api, { host: '0.0.0.0', dashboardKey: 'open-sesame' }, async (server) => {
      const workerFor = async (token: string) => (await askAs<Listed>(server, token, query)).data!.workers[0];
      expect(await workerFor('open-sesame')).toMatchObject({ host: null, labels: [] });
      expect(await workerFor(await makeToken(api))).toMatchObject({ host: 'thinker', labels: [] });
    });
  });

  it('are counted', async () => {
    const error = await api.refusal('{ workers(first: 101) { name } }');
    expect(error.message).toContain('must lie from 1 to 100');
    await alive();
    await alive({ executorId: 'worker-another', host: 'second' });
    const { workers: listed } = await api.get<Listed>('{ workers(first: 1) { name host } }');
    expect(listed.map(({ host }) => host)).toEqual(['thinker']);
  });
});

describe('the query by which docker/kubernetes.yml scales workers', () => {
  const documents = parseAllDocuments(
    readFileSync(new URL('../../../docker/kubernetes.yml', import.meta.url), 'utf8'),
  ).map(
    (document) => document.toJS() as { kind: string; spec: { triggers: { metadata: { query: string } }[] } },
  );
  const { query: sql } = documents.find(({ kind }) => kind === 'ScaledObject')!.spec.triggers[0]!.metadata;
  const wanted = async () =>
    Object.values((await api.store.pool.query<Record<string, number>>(sql)).rows[0]!);

  it('gives one for a run that waits, and half the encoders that are left of one that is under way', async () => {
    const { pool } = api.store;
    await pool.query(`UPDATE run SET status = 'SUCCEEDED' WHERE status IN ('QUEUED', 'RUNNING')`);
    expect(await wanted()).toEqual([0]);
    const set = (id: string, status: string, fraction: number) =>
      pool.query('UPDATE run SET status = $2::run_status, fraction = $3, encoder_count = 16 WHERE id = $1', [
        id,
        status,
        fraction,
      ]);
    await set(api.seed.first, 'QUEUED', 0);
    expect(await wanted()).toEqual([1]);
    await set(api.seed.second, 'RUNNING', 0.5);
    expect(await wanted()).toEqual([5]);
    await set(api.seed.second, 'RUNNING', 0.95);
    expect(await wanted()).toEqual([2]);
    // These workers have no card.
    await pool.query(`UPDATE run SET needs = 'gpu' WHERE id = $1`, [api.seed.first]);
    expect(await wanted()).toEqual([1]);
    await pool.query(`UPDATE run SET needs = 'cpu' WHERE id = $1`, [api.seed.first]);
    expect(await wanted()).toEqual([2]);
    // An experiment's runs are made by a worker.
    await createExperiment(api.store, 'waits');
    expect(await wanted()).toEqual([3]);
  });
});
