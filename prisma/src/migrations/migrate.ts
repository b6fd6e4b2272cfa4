import { randomUUID } from 'node:crypto';
import { DomainError } from '@engram/core';
import type pg from 'pg';
import { liftTimeouts, withConnection } from '../connections/connection.ts';
import { bundledMigrations, readMigrations, type Migration } from './migration-files.ts';

/** The advisory lock that `prisma migrate` takes too. */
const prismaLock = 72_707_369;

/** As Prisma makes it (schema-engine, `_prisma_migrations`), so that a team may go on with `prisma migrate deploy`. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

interface HistoryRow {
  name: string;
  checksum: string;
  finished: boolean;
}

/**
 * Applies the migrations that the database lacks, each in a transaction of its own under the lock that Prisma uses, so that
 * many processes may start at once.
 * @returns names of those applied now
 * @throws DomainError CONFLICT when an applied migration was edited, failed half-way, or is not known here
 */
export async function migrate(pool: pg.Pool, folder?: string): Promise<string[]> {
  const migrations = await (folder === undefined ? bundledMigrations() : readMigrations(folder));
  return withConnection(pool, async (client) => {
    if (pendingOf(migrations, await readHistory(client)).length === 0) return [];
    const applied: string[] = [];
    for (const migration of migrations)
      if (await apply(client, migrations, migration)) applied.push(migration.name);
    return applied;
  });
}

/**
 * Whether the database has all migrations of this Engram, and none beyond them.
 * @throws DomainError CONFLICT with what to do
 */
export async function assertMigrated(pool: pg.Pool): Promise<void> {
  const migrations = await bundledMigrations();
  const [pending] = await withConnection(pool, async (client) =>
    pendingOf(migrations, await readHistory(client)),
  );
  if (pending)
    throw new DomainError(
      'CONFLICT',
      `The database lacks the migration "${pending.name}" of this Engram. Start Engram again: it applies what is missing.`,
    );
}

async function apply(
  client: pg.PoolClient,
  all: readonly Migration[],
  migration: Migration,
): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await liftTimeouts(client);
    await client.query('SELECT pg_advisory_xact_lock($1)', [prismaLock]);
    await client.query(historyTable);
    const pending = pendingOf(all, await readHistory(client)).includes(migration);
    if (pending) {
      await client.query(migration.sql);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
        [randomUUID(), migration.checksum, migration.name],
      );
    }
    await client.query('COMMIT');
    return pending;
  } catch (error) {
    // Where the connection was lost, so was the transaction.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function readHistory(client: pg.PoolClient): Promise<HistoryRow[]> {
  const { rows: tables } = await client.query<{ present: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
  );
  if (!tables[0]!.present) return [];
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

function pendingOf(migrations: readonly Migration[], history: readonly HistoryRow[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of history) {
    const migration = known.get(name);
    if (!migration)
      throw new DomainError(
        'CONFLICT',
        `The database holds the migration "${name}", which this Engram does not have: a newer one made it. Update Engram, ` +
          'or use another database.',
      );
    if (!finished)
      throw new DomainError(
        'CONFLICT',
        `The migration "${name}" failed half-way in this database. Mend it with \`prisma migrate resolve\`, then start again.`,
      );
    if (migration.checksum !== checksum)
      throw new DomainError(
        'CONFLICT',
        `The migration "${name}" was edited after this database applied it. Restore the file, and put the change into a new ` +
          'migration.',
      );
  }
  const applied = new Set(history.map((row) => row.name));
  return migrations.filter((migration) => !applied.has(migration.name));
}
