import { randomUUID } from 'node:crypto';
import { startServer, type RunningServer } from '@engram/server';
import {
  datasets,
  encoders,
  limitedBy,
  openStore,
  runs,
  scores,
  sha256,
  snapshots,
  tags,
} from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRun, publication } from '../../../factories/run.ts';
import { lockTable, untilAvailable } from '../../../helpers/postgres/locked-table.ts';
import { openOwnServer, waitingBackend, type OwnServer } from '../../../helpers/postgres/own-server.ts';
import { post } from '../api.ts';
import { rowsOf, seed, type Seed } from '../seed.ts';

let own: OwnServer;
let api: RunningServer;
let seeded: Seed;
const logged: unknown[] = [];

beforeAll(async () => {
  own = await openOwnServer({ maxConnections: 4 });
  seeded = await seed(own.store);
  api = await startServer({
    store: own.store,
    host: '127.0.0.1',
    port: 0,
    log: (entry) => void logged.push(entry),
  });
});
afterAll(async () => {
  await api?.close();
  await own?.close();
});

/** What asks the API and fails as a client sees it. */
async function ask(query: string, variables: object): Promise<void> {
  const { errors } = await post(`${api.url}/graphql`, { query, variables });
  if (errors) throw Object.assign(new Error(errors[0]!.message), { code: errors[0]!.extensions.code });
}

async function readAll(rows: AsyncIterable<unknown>): Promise<void> {
  const reader = rows[Symbol.asyncIterator]();
  while (!(await reader.next()).done);
}

/** Each place that holds a connection, with the table it needs. */
const places: [name: string, table: string, act: () => Promise<unknown>][] = [
  [
    'a query of the API',
    'score',
    () =>
      ask('query($run: ID!) { scores(filter: { run: $run }, first: 5) { nodes { value } } }', {
        run: seeded.first,
      }),
  ],
  [
    'a mutation of the API that reads all scores',
    'score',
    () =>
      ask('mutation($runs: [ID!]!) { createSnapshot(runs: $runs, title: "t") { snapshot { hash } } }', {
        runs: [seeded.first],
      }),
  ],
  [
    'a statement that may be cancelled',
    'score',
    () => scores.count(limitedBy(own.store, new AbortController().signal), { run: seeded.first }),
  ],
  ['a statement of Prisma Client', 'encoder', () => encoders.list(own.store, seeded.first)],
  [
    'a cursor',
    'score',
    async () => {
      await readAll(scores.stream(own.store, seeded.first));
    },
  ],
  [
    'an export',
    'score',
    async () => {
      await readAll(scores.exportScores(own.store, seeded.first, 'csv'));
    },
  ],
  ['a snapshot', 'snapshot', () => snapshots.create(own.store, { runIds: [seeded.second], title: 't' })],
  ['tags', 'tag', () => tags.add(own.store, [{ datasetId: seeded.dataset.id, index: 1 }], ['odd'])],
  [
    'COPY of a publication',
    'score',
    async () => {
      const run = await createRun(own.store, seeded.dataset, 'RUNNING');
      return runs.publish(own.store, run.id, publication(rowsOf(1)));
    },
  ],
  [
    'COPY of a dataset',
    'datapoint',
    () => {
      const slug = randomUUID();
      return datasets.create(own.store, {
        ...{
          slug,
          name: slug,
          contentHash: sha256(slug),
          width: 1,
          height: 1,
          channels: 1,
          hasImages: false,
        },
        classes: [],
        datapoints: [{ index: 0, contentHash: sha256('0'), class: null, thumbnailHash: null }],
      });
    },
  ],
  [
    'a start that looks for migrations',
    '_prisma_migrations',
    async () => (await openStore({ home: own.home, databaseUrl: own.store.url })).close(),
  ],
];

const blows: [name: string, strike: (pid: number) => Promise<unknown>, endsAll: boolean][] = [
  ['kill -9', async (pid) => own.killBackend(pid), true],
  ['pg_terminate_backend', (pid) => own.store.pool.query('SELECT pg_terminate_backend($1)', [pid]), false],
  ['pg_cancel_backend', (pid) => own.store.pool.query('SELECT pg_cancel_backend($1)', [pid]), false],
];

describe.each(blows)('%s of its backend', (_blow, strike, endsAll) => {
  it.each(places)('gives %s STORE_UNAVAILABLE, and the next one succeeds', async (_name, table, act) => {
    const lock = await lockTable(own.store.url, table);
    try {
      const failed = expect(act()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await strike(await waitingBackend(own.store));
      await failed;
      // The server ends all connections a moment after the kill: what is tried before it does tells nothing.
      if (endsAll) await lock.lost;
    } finally {
      await lock.free();
    }
    await untilAvailable(act);
  });
});
