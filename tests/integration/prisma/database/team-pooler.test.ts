import { tmpdir } from 'node:os';
import { assertConnectionsForWorker, describeStore, openStore, queue, runs } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPgBouncer } from '../../../helpers/postgres/pgbouncer.ts';
import { startPostgres, type PostgresServer } from '../../../helpers/postgres/postgres-server.ts';

const home = tmpdir();
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server.stop());

describe('a connection pooler', () => {
  it.each([
    ['transaction', undefined, false],
    ['transaction', undefined, true],
    ['transaction', 1, false],
    ['statement', undefined, false],
  ] as const)(
    'in %s mode (pool of %s, round robin: %s) is recognised, and said',
    async (mode, poolSize, roundRobin) => {
      const bouncer = await startPgBouncer(server, { mode, poolSize, roundRobin });
      try {
        const databaseUrl = `postgresql://postgres:secret@127.0.0.1:${bouncer.port}/postgres`;
        await expect(openStore({ home, databaseUrl })).rejects.toMatchObject({
          code: 'STORE_UNAVAILABLE',
          message: expect.stringMatching(
            /pooler in transaction mode.*PostgreSQL server itself.*pool_mode = session/,
          ),
        });
        const { length } = await server.sql(`SELECT FROM pg_locks WHERE locktype = 'advisory'`);
        expect(length).toBe(0);
      } finally {
        await bouncer.stop();
      }
    },
  );

  it('in session mode is worked through, with a schema of the store’s own', async () => {
    const bouncer = await startPgBouncer(server, { mode: 'session' });
    try {
      const databaseUrl = `postgresql://postgres:secret@127.0.0.1:${bouncer.port}/postgres?schema=pooled`;
      const store = await openStore({ home, databaseUrl });
      await queue.migrate(store);
      expect((await runs.page(store, { filter: {}, first: 1 })).rows).toEqual([]);
      await store.close();
    } finally {
      await bouncer.stop();
    }
  });

  it.each([
    [1, 'command', /A command needs at least 3 connections .* and 1 are free\. The connection pooler/],
    [5, 'worker', /engram worker needs at least 7 connections .* and 5 are free\. .*default_pool_size/],
  ] as const)('whose pool of %i is too small for a %s says so', async (poolSize, purpose, said) => {
    const bouncer = await startPgBouncer(server, { mode: 'session', poolSize });
    try {
      const databaseUrl = `postgresql://postgres:secret@127.0.0.1:${bouncer.port}/postgres?schema=pooled`;
      await expect(openStore({ home, databaseUrl, purpose })).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(said),
      });
    } finally {
      await bouncer.stop();
    }
  });

  it('whose pool is small is used as far as it goes, and takes no worker', async () => {
    const bouncer = await startPgBouncer(server, { mode: 'session', poolSize: 5 });
    try {
      const databaseUrl = `postgresql://postgres:secret@127.0.0.1:${bouncer.port}/postgres?schema=pooled`;
      const store = await openStore({ home, databaseUrl });
      expect(store.pool.options.max).toBeLessThan(5);
      expect((await describeStore(store)).connections.free).toBe(5);
      await expect(assertConnectionsForWorker(store)).rejects.toThrow(/5 are free.*default_pool_size/);
      await store.close();
    } finally {
      await bouncer.stop();
    }
  });

  it('that takes no startup options says how to name a schema instead', async () => {
    const bouncer = await startPgBouncer(server, { mode: 'session' });
    try {
      const databaseUrl = `postgresql://postgres:secret@127.0.0.1:${bouncer.port}/postgres?options=-c%20search_path%3Dx`;
      await expect(openStore({ home, databaseUrl })).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(/PgBouncer.*\?schema=NAME/),
      });
    } finally {
      await bouncer.stop();
    }
  });
});
