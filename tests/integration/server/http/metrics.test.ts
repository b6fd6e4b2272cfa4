import { readFileSync } from 'node:fs';
import { queue } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '../../../factories/run.ts';
import { pretendWorker } from '../../../helpers/live-worker.ts';
import { post, withApi } from '../api.ts';
import { makeToken, withServer } from './access.ts';

const api = withApi();
const hashes = JSON.parse(
  readFileSync(new URL('../../../../web/src/graphql/document-hashes.json', import.meta.url), 'utf8'),
) as Record<string, string>;
let worker: Awaited<ReturnType<typeof pretendWorker>>;

beforeAll(async () => {
  worker = await pretendWorker(api.store, { viewsPerSecond: 1234.5, host: 'a "quoted"\\host' });
  for (const seed of [1, 2])
    await queue.createRun(api.store, {
      config: { ...config, dataset: 'digits', seed },
      codeVersion: 'test-version',
    });
});
afterAll(() => worker?.end());

interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** The text format of Prometheus, version 0.0.4; a line that is none of it fails the test. */
function parse(text: string): Map<string, Sample[]> {
  const samples = new Map<string, Sample[]>();
  const typed = new Set<string>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const type = /^# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge|histogram|summary|untyped)$/i.exec(line);
    if (type) typed.add(type[1]!);
    if (line.startsWith('#')) {
      expect(line).toMatch(/^# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* ./);
      continue;
    }
    const [, name, inner, value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    expect(name, line).toBeDefined();
    expect(typed.has(name!) || typed.has(name!.replace(/_(bucket|sum|count)$/, '')), line).toBe(true);
    const labels: Record<string, string> = {};
    const rest = (inner ?? '').replaceAll(/([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)",?/g, (_, key, text) => {
      labels[key as string] = (text as string).replaceAll(/\\(["\\])/g, '$1');
      return '';
    });
    expect(rest, line).toBe('');
    samples.set(name!, [...(samples.get(name!) ?? []), { labels, value: Number(value) }]);
  }
  return samples;
}

const read = async (url: string): Promise<Map<string, Sample[]>> => {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parse(await response.text());
};
const valueOf = (samples: Map<string, Sample[]>, name: string, labels: Record<string, string> = {}) =>
  samples.get(name)?.find((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value))
    ?.value;

describe('/metrics', () => {
  it('has the depth of every queue, and the workers that are alive', async () => {
    const samples = await read(api.url);
    expect(valueOf(samples, 'engram_store_up')).toBe(1);
    expect(valueOf(samples, 'engram_queue_jobs', { queue: 'runs', state: 'waiting' })).toBe(2);
    expect(valueOf(samples, 'engram_queue_jobs', { queue: 'train', state: 'running' })).toBe(0);
    expect(valueOf(samples, 'engram_workers_alive')).toBe(1);
    expect(samples.get('engram_worker_views_per_second')).toEqual([
      {
        labels: {
          worker: worker.executorId,
          host: 'a "quoted"\\host',
          engine: 'onnxruntime 1.2.3',
          device: 'processor',
        },
        value: 1234.5,
      },
    ]);
  });

  it('has how long ended jobs took', async () => {
    await withServer(api, {}, async ({ url }) => {
      const [id] = (
        await api.store.pool.query<{ id: string }>("SELECT id FROM run WHERE config->>'seed' = '2'")
      ).rows.map((row) => row.id);
      await queue.cancelRun(api.store, id!);
      const samples = await read(url);
      const labels = { workflow: 'run', status: 'CANCELLED' };
      expect(valueOf(samples, 'engram_jobs_ended_last_hour', labels)).toBe(1);
      expect(
        valueOf(samples, 'engram_job_duration_last_hour_seconds', { ...labels, quantile: '0.95' }),
      ).toBeGreaterThan(0);
    });
  });

  it('times the documents of the dashboard by name, and all others as one', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashes.Run! } };
    await post(`${api.url}/graphql`, { extensions, variables: { id: api.seed.first } });
    for (const query of ['query Mine { datasets { slug } }', 'query Run { datasets { slug } }', 'nonsense'])
      await api.ask(query);
    const name = 'engram_api_operation_duration_seconds';
    const samples = await read(api.url);
    expect(valueOf(samples, `${name}_count`, { operation: 'Run', outcome: 'ok' })).toBe(1);
    expect(valueOf(samples, `${name}_count`, { operation: 'other', outcome: 'ok' })).toBe(2);
    expect(valueOf(samples, `${name}_count`, { operation: 'other', outcome: 'error' })).toBe(1);
    expect(new Set(samples.get(`${name}_count`)!.map(({ labels }) => labels.operation))).toEqual(
      new Set(['Run', 'other']),
    );
  });

  it('has the state of the process: connections, cache and event loop', async () => {
    const samples = await read(api.url);
    expect(valueOf(samples, 'engram_pool_connections_max')).toBe(api.store.pool.options.max);
    expect(valueOf(samples, 'engram_pool_connections', { state: 'in_use' })).toBeGreaterThanOrEqual(0);
    for (const result of ['hit', 'miss'])
      expect(valueOf(samples, 'engram_artifact_cache_total', { result })).toBeGreaterThanOrEqual(0);
    expect(valueOf(samples, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect(valueOf(samples, 'process_resident_memory_bytes')).toBeGreaterThan(1e6);
  });

  it('is for whoever may read: a token opens it on a server that asks for one', async () => {
    const token = await makeToken(api);
    await withServer(api, { host: '0.0.0.0' }, async ({ url }) => {
      expect((await fetch(`${url}/metrics`)).status).toBe(401);
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${url}/metrics`, { headers })).status).toBe(200);
    });
  });

  it('is answered without the database, and shows no figure from before', async () => {
    const store = { ...api.store, systemUrl: 'postgresql://nobody@127.0.0.1:1/nothing' };
    await withServer(api, { store, log: () => undefined }, async ({ url }) => {
      const samples = await read(url);
      expect(valueOf(samples, 'engram_store_up')).toBe(0);
      expect(samples.has('engram_queue_jobs')).toBe(false);
      expect(samples.has('engram_worker_views_per_second')).toBe(false);
    });
  });
});
