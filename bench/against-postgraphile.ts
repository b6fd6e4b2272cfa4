/**
 * `npx tsx bench/against-postgraphile.ts [DATAPOINTS] [ROUNDS]`: the first page of scores with datapoints and classes, 50 a
 * page, from Engram's API and from PostGraphile on the same database, in turn; prints both and the ratio. PostGraphile is
 * installed by npm into a temporary folder (or found in PEER_MODULES), and reads through views in a schema `bench_peer`, with the
 * foreign keys that it needs as smart comments. It sorts nulls first, so it gets an index of its own in that order, as Engram has
 * one in its order. Schema and index are dropped at the end. The store is one that `engram bench seed` filled.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { datasets, runs } from '@engram/store';
import { pageQuery, pageSize } from './api/scenarios.ts';
import { formatMeasurement, measure, settle } from './api/bench-api.ts';
import { startMeasured, startMeasuredApi } from './api/processes.ts';
import { openOwnStore } from './own-store.ts';

const version = '5.1.5';
const [size = 250_000, rounds = 3] = process.argv.slice(2).map(Number);
const clear = 'DROP SCHEMA IF EXISTS bench_peer CASCADE; DROP INDEX IF EXISTS public.bench_peer_order';
const views = `
  ${clear};
  CREATE SCHEMA bench_peer;
  CREATE VIEW bench_peer.latent_class AS SELECT * FROM public.latent_class;
  CREATE VIEW bench_peer.datapoint AS SELECT * FROM public.datapoint;
  CREATE VIEW bench_peer.score AS SELECT s.*, r.dataset_id FROM public.score s JOIN public.run r ON r.id = s.run_id;
  COMMENT ON VIEW bench_peer.latent_class IS E'@primaryKey dataset_id,index';
  COMMENT ON VIEW bench_peer.datapoint IS
    E'@primaryKey dataset_id,index\\n@foreignKey (dataset_id,class) references latent_class (dataset_id,index)|@fieldName latentClass';
  COMMENT ON VIEW bench_peer.score IS
    E'@primaryKey run_id,index\\n@foreignKey (dataset_id,index) references datapoint (dataset_id,index)|@fieldName datapoint';
  CREATE INDEX bench_peer_order ON public.score (run_id, value DESC, index);
  ANALYZE public.score;`;
const peerQuery = `query Page($run: UUID!, $first: Int!) {
  allScores(condition: { runId: $run }, orderBy: [VALUE_DESC, INDEX_ASC], first: $first) {
    nodes { id value rank percentile standardError low high datapoint { index contentHash latentClass { index name } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const store = await openOwnStore();
const folder = process.env.PEER_MODULES ?? (await mkdtemp(join(tmpdir(), 'postgraphile-')));
try {
  if (!process.env.PEER_MODULES)
    spawnSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `postgraphile@${version}`], {
      stdio: 'inherit',
    });
  await store.pool.query(views);
  const dataset = (await datasets.findBySlug(store, `bench-${size}`))!;
  const { rows } = await runs.page(store, {
    filter: { dataset: dataset.slug, status: 'SUCCEEDED' },
    first: 20,
  });
  process.env.PEER_URL = store.url;
  process.env.PEER_MODULES = folder;
  const own = await startMeasuredApi();
  const peer = await startMeasured(fileURLToPath(new URL('peers/postgraphile.mjs', import.meta.url)));
  const body = (query: string, variables: object): string => JSON.stringify({ query, variables });
  try {
    const ours = {
      name: 'Engram',
      bodies: rows.map(({ id }) => body(pageQuery, { filter: { run: id }, first: pageSize })),
    };
    const theirs = {
      name: `PostGraphile ${version}`,
      bodies: rows.map(({ id }) => body(peerQuery, { run: id, first: pageSize })),
    };
    const options = { durationMs: 3_000, rounds: 1 };
    await settle(own.url, ours, options.durationMs);
    await settle(peer.url, theirs, options.durationMs);
    for (const clients of [1, 16, 64]) {
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const engram = await measure(own, ours, clients, options);
        const postgraphile = await measure(peer, theirs, clients, options);
        console.log(`${formatMeasurement(engram)}\n${formatMeasurement(postgraphile)}`);
        ratios.push(engram.requestsPerSecond.median / postgraphile.requestsPerSecond.median);
      }
      console.log(
        `${clients} clients: Engram answers ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')} times as many`,
      );
    }
  } finally {
    await own.stop();
    await peer.stop();
  }
} finally {
  await store.pool.query(clear);
  await store.close();
  if (!process.env.PEER_MODULES?.startsWith(folder)) await rm(folder, { recursive: true, force: true });
}
