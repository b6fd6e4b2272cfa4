/** The database `store.systemUrl` with DBOS's own tables. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { takeConnection } from '../connections/connection.ts';
import { QueueClient } from '../connections/queue-client.ts';
import { withSession } from '../connections/sessions.ts';
import { StorePool, type PoolOptions } from '../connections/store-pool.ts';
import { mapped } from '../statements/map-errors.ts';
import type { Store } from '../store.ts';

/** Name under which DBOS files the workflows of Engram. */
export const applicationName = 'engram';

/** Family of the advisory locks held while DBOS's own tables are migrated ("DBOS" in ASCII). */
const migrationFamily = 0x44424f53;
const lockPollMs = 100;

/** Takes DBOS's log lines instead of the console: stdout belongs to the command's output. */
export const silentLogger = { info() {}, debug() {}, warn() {}, error() {} };

/** Connections for DBOS, which ends none of them: whoever opens the pool does. */
export function openSystemPool(store: Store, options: PoolOptions): pg.Pool {
  return new StorePool(store.systemUrl, options, QueueClient);
}

/** Where DBOS is told to be: it takes connections from the pool that it is given and reads nothing else from this. */
const nominalUrl = 'postgresql://engram@localhost/engram_dbos';

/** What DBOS needs to know of the place of the queue. */
export function systemSettings(
  store: Store,
  pool: pg.Pool,
): { systemDatabaseUrl: string; systemDatabasePool: pg.Pool; systemDatabaseSchemaName: string } {
  return {
    systemDatabaseUrl: nominalUrl,
    systemDatabasePool: pool,
    systemDatabaseSchemaName: store.queueSchema,
  };
}

/** Stores whose DBOS tables this process has seen up to date, by pool. */
const migrated = new WeakSet<Store['pool']>();

/**
 * Creates or updates DBOS's own tables, once a process; one process at a time, since two at once collide.
 * @throws DomainError STORE_UNAVAILABLE
 */
export async function migrate(store: Store): Promise<void> {
  if (migrated.has(store.pool)) return;
  const { ensureSystemDatabase } = await import('@dbos-inc/dbos-sdk/internal/system_database');
  const { GlobalLogger } = await import('@dbos-inc/dbos-sdk/internal/telemetry/logs');
  const logger = new GlobalLogger(undefined, { logger: silentLogger });
  const pool = openSystemPool(store, { maxConnections: 1, applicationName: 'engram queue' });
  try {
    await mapped(store.systemUrl, () =>
      withSession(store.systemUrl, async (session) => {
        await takeLock(session, store.queueSchema);
        const { rowCount } = await session.query('SELECT FROM pg_namespace WHERE nspname = $1', [
          store.queueSchema,
        ]);
        const within = rowCount === 0 ? pool : withoutCreateSchema(pool);
        await ensureSystemDatabase(nominalUrl, logger, within, store.queueSchema);
      }),
    );
  } finally {
    await pool.end();
  }
  migrated.add(store.pool);
}

/**
 * Takes the lock of the migrations; it ends with the session. Neither held nor waited for in a transaction, since DBOS creates
 * indices concurrently, which waits for all transactions in the database.
 */
async function takeLock(session: pg.Client, name: string): Promise<void> {
  for (;;) {
    const { rows } = await session.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken',
      [migrationFamily, name],
    );
    if (rows[0]!.taken) return;
    await sleep(lockPollMs);
  }
}

/**
 * The pool for a schema that exists: `CREATE SCHEMA IF NOT EXISTS`, which DBOS begins with, wants a privilege even then, and a
 * role may have been given the schema alone.
 */
function withoutCreateSchema(pool: pg.Pool): pg.Pool {
  const connect = async (): Promise<pg.PoolClient> => {
    const { client } = await takeConnection(pool);
    const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    const filtered = (...given: unknown[]): Promise<unknown> =>
      /^\s*create schema/i.test(String(given[0])) ? query('SELECT') : query(...given);
    return Object.assign(client, { query: filtered });
  };
  return Object.assign(Object.create(pool) as pg.Pool, { connect });
}
