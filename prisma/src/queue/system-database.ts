/** The database `store.systemUrl` with DBOS's own tables. */
import type pg from 'pg';
import { withAdvisoryLock } from '../connections/advisory-lock.ts';
import { takeConnection } from '../connections/connection.ts';
import { QueueClient } from '../connections/queue-client.ts';
import { StorePool, type PoolOptions } from '../connections/store-pool.ts';
import { mapped } from '../map-errors.ts';
import type { Store } from '../store.ts';

/** Name under which DBOS files the workflows of Engram. */
export const applicationName = 'engram';

/** The advisory lock held while DBOS's own tables are migrated ("DBOS" in ASCII). */
const migrationLock = { family: 0x44424f53, name: 'migration' };

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
  // The lock is in the other database, where its transaction is in no migration's way.
  const pool = openSystemPool(store, { maxConnections: 1, applicationName: 'engram queue' });
  const lock = { ...migrationLock, name: `${migrationLock.name} ${store.queueSchema}` };
  try {
    await mapped(store.systemUrl, () =>
      withAdvisoryLock(store, lock, async () => {
        const { rows } = await pool.query('SELECT FROM pg_namespace WHERE nspname = $1', [store.queueSchema]);
        const within = rows.length > 0 ? withoutCreateSchema(pool) : pool;
        await ensureSystemDatabase(nominalUrl, logger, within, store.queueSchema);
      }),
    );
  } finally {
    await pool.end();
  }
  migrated.add(store.pool);
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
