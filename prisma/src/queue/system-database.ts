/** The database `store.systemUrl` with DBOS's own tables. */
import type pg from 'pg';
import { withAdvisoryLock } from '../connections/advisory-lock.ts';
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

/** Stores whose DBOS tables this process has seen up to date, by pool. */
const migrated = new WeakSet<Store['pool']>();

/**
 * Creates or updates DBOS's own tables, once a process; one process at a time, since two at once collide.
 * @throws DomainError STORE_UNAVAILABLE
 */
export async function migrate(store: Store): Promise<void> {
  if (migrated.has(store.pool)) return;
  const { migrateSystemDatabase } = await import('@dbos-inc/dbos-sdk/internal/system_database');
  const { GlobalLogger } = await import('@dbos-inc/dbos-sdk/internal/telemetry/logs');
  const logger = new GlobalLogger(undefined, { logger: silentLogger });
  // The lock is in the other database, where its transaction is in no migration's way.
  await mapped(store.systemUrl, () =>
    withAdvisoryLock(store, migrationLock, () => migrateSystemDatabase(store.systemUrl, logger)),
  );
  migrated.add(store.pool);
}
