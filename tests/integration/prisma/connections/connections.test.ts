import {
  openStore,
  runs,
  tryAdvisoryLock,
  withAdvisoryLock,
  withOwnPool,
  scores,
  tags,
  verifyRuns,
  type Store,
} from '@engram/store';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { until } from '../../../helpers/processes/engram.ts';
import { lockTable, untilAvailable } from '../../../helpers/postgres/locked-table.ts';
import { openOwnServer, type OwnServer } from '../../../helpers/postgres/own-server.ts';
import { holdSession } from '../../../../prisma/src/connections/held-session.ts';
import { administratorUrl } from '../../../../prisma/src/embedded/databases.ts';
import { transaction } from '../../../../prisma/src/statements/query.ts';

let own: OwnServer;
beforeAll(async () => {
  own = await openOwnServer({ maxConnections: 4 });
});
afterAll(() => own?.close());

/** How long `pg_terminate_backend` waits for the backend to end: without it, it only sends the signal. */
const WAITED_FOR_MS = 30_000;

/** Statements as the server's superuser, whatever limits the database has. */
async function administer(statements: string): Promise<void> {
  const client = new pg.Client({
    connectionString: await administratorUrl(own.home),
    options: '-c default_transaction_read_only=off',
  });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

/** The same database for a role with settings of its own. */
async function openAs(role: string, setting: string): Promise<Store> {
  await administer(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'x'; ALTER ROLE ${role} SET ${setting}`);
  const url = new URL(own.store.url);
  url.username = role;
  url.password = 'x';
  return openStore({ home: own.home, databaseUrl: url.href });
}

describe('limits that a role has', () => {
  it('statement_timeout ends a query with its name, and no publication', async () => {
    const store = await openAs('hurried', "statement_timeout = '300ms'");
    const dataset = await createDataset(store, 20);
    const run = await createRun(store, dataset, 'RUNNING');
    const lock = await lockTable(own.store.url, 'score');
    const publishing = runs.publish(
      store,
      run.id,
      publication(Array.from({ length: 20 }, (_, n) => scoreRow(n))),
    );
    await expect(scores.count(store, { run: run.id })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message: expect.stringMatching(/statement_timeout/),
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await lock.free();
    expect(await publishing).toEqual({ published: true });
    await store.close();
  });

  it('statement_timeout does not end the check of all scores', async () => {
    const store = await openAs('inspector', "statement_timeout = '300ms'");
    const dataset = await createDataset(store, 20);
    const run = await createRun(store, dataset, 'RUNNING');
    await runs.publish(store, run.id, publication(Array.from({ length: 20 }, (_, n) => scoreRow(n))));
    const lock = await lockTable(own.store.url, 'score');
    const checking = verifyRuns(store, { full: true, readUnasked: 0 });
    checking.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await lock.free();
    expect(await checking).toMatchObject({ faults: [], read: 'content' });
    await store.close();
  });

  it('idle_in_transaction_session_timeout does not end a slow reader of all scores', async () => {
    const store = await openAs('restless', "idle_in_transaction_session_timeout = '200ms'");
    const dataset = await createDataset(store, 20);
    const run = await createRun(store, dataset, 'RUNNING');
    await runs.publish(store, run.id, publication(Array.from({ length: 20 }, (_, n) => scoreRow(n))));
    const read: number[] = [];
    for await (const { index } of scores.stream(store, run.id)) {
      if (read.length === 0) await new Promise((resolve) => setTimeout(resolve, 600));
      read.push(index);
    }
    expect(read).toHaveLength(20);
    await store.close();
  });

  it('that end a transaction which waits too long say so', async () => {
    const store = await openAs('restless_too', "idle_in_transaction_session_timeout = '200ms'");
    const waiting = transaction(store, async (client) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await client.query('SELECT 1');
    });
    await expect(waiting).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/idle for too long/),
    });
    await store.close();
  });

  it('a default isolation of serializable fails no two who write at once', async () => {
    const store = await openAs('strict', "default_transaction_isolation = 'serializable'");
    const dataset = await createDataset(store, 20);
    const key = [{ datasetId: dataset.id, index: 1 }];
    await Promise.all(Array.from({ length: 12 }, (_, n) => tags.add(store, key, [`tag ${n % 3}`])));
    await store.close();
  });
});

describe('a server', () => {
  it('that only reads for a while is named, and written to again without a restart', async () => {
    const store = withOwnPool(own.store, { maxConnections: 1 });
    const dataset = await createDataset(own.store, 5);
    const add = (): Promise<unknown> => tags.add(store, [{ datasetId: dataset.id, index: 1 }], ['odd']);
    await own.store.pool.query('ALTER DATABASE engram SET default_transaction_read_only = on');
    await expect(add()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/read-only/),
    });
    await administer('ALTER DATABASE engram RESET default_transaction_read_only');
    await add();
    await store.close();
  });

  it('without a free connection is named, and used again when there is one', async () => {
    const store = await openAs('crowded', "statement_timeout = '60s'");
    await administer('ALTER ROLE crowded NOSUPERUSER CONNECTION LIMIT 0');
    const busy = withOwnPool(store, { maxConnections: 1 });
    await expect(runs.find(busy, 'a0000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/no further connection/),
    });
    await administer('ALTER ROLE crowded SUPERUSER CONNECTION LIMIT -1');
    expect(await runs.find(busy, 'a0000000-0000-4000-8000-000000000000')).toBeNull();
    await busy.close();
    await store.close();
  });
});

it('two transactions that lock each other out both succeed, one after the other', async () => {
  const dataset = await createDataset(own.store, 5);
  const both = [await createRun(own.store, dataset), await createRun(own.store, dataset)];
  let attempts = 0;
  let met = 0;
  const crossing = (order: readonly { id: string }[]): Promise<void> =>
    transaction(own.store, async (client) => {
      attempts += 1;
      await client.query("UPDATE run SET message = 'x' WHERE id = $1", [order[0]!.id]);
      met += 1;
      // Only the first time do both hold what the other wants.
      if (attempts <= 2) await until('both hold one row', async () => met >= 2);
      await client.query("UPDATE run SET message = 'x' WHERE id = $1", [order[1]!.id]);
    });
  await Promise.all([crossing(both), crossing(both.toReversed())]);
  expect(attempts).toBeGreaterThan(2);
});

it('a pool whose connections are all taken is said to be just that', async () => {
  const url = new URL(own.store.url);
  url.searchParams.set('connect_timeout', '5');
  const store = withOwnPool({ ...own.store, url: url.href }, { maxConnections: 1 });
  const lock = await lockTable(own.store.url, 'tag');
  const dataset = await createDataset(own.store, 5);
  const first = tags.add(store, [{ datasetId: dataset.id, index: 1 }], ['odd']);
  const refusal = {
    code: 'OVERLOADED',
    message: expect.stringMatching(/All 1 database connections .* in use for 5 s/),
  };
  await Promise.all([
    expect(runs.find(store, 'a0000000-0000-4000-8000-000000000000')).rejects.toMatchObject(refusal),
    expect(runs.count(store, {})).rejects.toMatchObject(refusal),
  ]);
  await lock.free();
  await first;
  await store.close();
}, 60_000);

describe('an advisory lock', () => {
  const key = { family: 1, name: 'x' };
  const isFree = async (): Promise<boolean> =>
    (await tryAdvisoryLock(own.store, key, async () => undefined)).taken;

  it('is held while its work goes on, and free after it, whether that succeeds or fails', async () => {
    expect(await withAdvisoryLock(own.store, key, async () => [await isFree(), 1])).toEqual([false, 1]);
    expect(await isFree()).toBe(true);
    await expect(
      withAdvisoryLock(own.store, key, () => Promise.reject(new Error('no luck'))),
    ).rejects.toThrow('no luck');
    expect(await isFree()).toBe(true);
  });

  it('whose connection is lost does not undo what was done under it', async () => {
    const done = withAdvisoryLock(own.store, key, async () => {
      await own.store.pool.query(
        `SELECT pg_terminate_backend(pid, ${WAITED_FOR_MS}) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1`,
      );
      return 'done';
    });
    expect(await done).toBe('done');
    expect(await isFree()).toBe(true);
  });
});

it('a session that is held comes back after each loss, with what it was held for', async () => {
  const losses: string[] = [];
  const session = await holdSession(own.store.url, {
    applicationName: 'held',
    prepare: (client) => client.query('SELECT pg_advisory_lock(7, 7)'),
    onLost: (error) => void losses.push(error.message),
  });
  const holder = async (): Promise<number | undefined> =>
    untilAvailable(async () => {
      const { rows } = await own.store.pool.query<{ pid: number }>(
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 7 AND granted`,
      );
      return rows[0]?.pid;
    });
  for (const count of [1, 2, 3]) {
    const before = await until('the lock is held', holder);
    await own.store.pool.query('SELECT pg_terminate_backend($1)', [before]);
    await until('the lock is held again', async () => {
      const now = await holder();
      return now !== undefined && now !== before;
    });
    expect(losses).toHaveLength(count);
  }
  await session.release();
  await until('the lock is free', async () => (await holder()) === undefined);
  expect(losses).toHaveLength(3);
});

it('a connection that is lost between two statements of a transaction says how', async () => {
  const working = transaction(own.store, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await own.store.pool.query('SELECT pg_terminate_backend($1, $2)', [rows[0]!.pid, WAITED_FOR_MS]);
    await client.query('SELECT 1');
  });
  await expect(working).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringMatching(/ended the connection/),
  });
  expect(await own.store.pool.query('SELECT 1 AS one')).toMatchObject({ rows: [{ one: 1 }] });
});
