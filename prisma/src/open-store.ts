import { resolve } from 'node:path';
import { DomainError } from '@engram/core';
import type pg from 'pg';
import { settlePlace } from './artifacts/place-of-store.ts';
import { connect } from './connections/client.ts';
import { openExternalServer, type StoreServer } from './database/external-server.ts';
import { defaultBudget } from './database/connection-budget.ts';
import { hashEnsembles } from './ensembles/hash-ensembles.ts';
import { joinEmbeddedServer } from './embedded/databases.ts';
import { mapOpenError } from './statements/map-errors.ts';
import { fillMissingFdr } from './migrations/fill-fdr.ts';
import { migrate } from './migrations/migrate.ts';
import type { Store, StoreOptions } from './store.ts';

/** 20 GiB: some thousand encoders. */
const defaultCacheBytes = 20 * 2 ** 30;

/**
 * Opens the store: the database that `databaseUrl` names, or the embedded one of `home`, which is made, started or joined.
 * Migrations that it lacks are applied, and the place of the workflow queue is made when missing. Close it, or the process
 * does not end.
 * @throws DomainError INVALID_ARGUMENT, STORE_UNAVAILABLE or CONFLICT, with what to do
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const home = resolve(options.home);
  const external = options.databaseUrl ? await openExternalServer(options.databaseUrl, options) : null;
  const server = external ?? (await embeddedServer(home));
  const connection = connect(server.url, {
    applicationName: options.applicationName,
    maxConnections: options.maxConnections ?? server.budget.store,
    schema: server.schema,
  });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    try {
      await connection.end();
    } finally {
      await server.release();
    }
  };
  try {
    await migrateStore(connection.pool, server);
    const queue = await server.openQueue();
    const store: Store = {
      kind: external ? 'external' : 'embedded',
      home,
      url: server.url,
      schema: server.schema,
      systemUrl: queue.url,
      queueSchema: queue.schema,
      isPooled: server.isPooled,
      queueConnections: server.budget.queue,
      workerConnections: server.budget.worker,
      cacheBytes: options.cacheBytes ?? defaultCacheBytes,
      prisma: connection.prisma,
      pool: connection.pool,
      close: () => (closing ??= close()),
    };
    await settlePlace(store, options.artifacts);
    return store;
  } catch (error) {
    await close();
    throw error;
  }
}

async function embeddedServer(home: string): Promise<StoreServer> {
  const { url, systemUrl, release } = await joinEmbeddedServer(home);
  return {
    url,
    schema: 'public',
    isPooled: false,
    budget: defaultBudget,
    openQueue: async () => ({ url: systemUrl, schema: 'dbos' }),
    release,
  };
}

async function migrateStore(pool: pg.Pool, { url }: StoreServer): Promise<void> {
  try {
    await migrate(pool);
    // What SQL alone cannot compute, also where `prisma migrate deploy` applied the migrations.
    await hashEnsembles(pool);
    await fillMissingFdr(pool);
  } catch (error) {
    throw error instanceof DomainError ? error : mapOpenError(error, url);
  }
}
