import { resolve } from 'node:path';
import { DomainError } from '@engram/core';
import type pg from 'pg';
import { databaseOf, withDatabase } from './address.ts';
import { connect } from './client.ts';
import { escapeIdentifier } from './connections/escape.ts';
import { withSession } from './connections/sessions.ts';
import { joinEmbeddedServer } from './embedded.ts';
import { mapped } from './map-errors.ts';
import { migrate } from './migrate.ts';
import type { Store, StoreOptions } from './store.ts';

/**
 * Opens the store: the database that `databaseUrl` names, or the embedded one of `home`, which is made, started or joined.
 * Migrations that it lacks are applied, and the database for the workflow queue is made when missing. Close it, or the process
 * does not end.
 * @throws DomainError STORE_UNAVAILABLE or CONFLICT, with what to do
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const home = resolve(options.home);
  const external = options.databaseUrl ? await externalServer(options.databaseUrl) : null;
  const server = external ?? (await joinEmbeddedServer(home));
  const connection = connect(server.url, options);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    try {
      await connection.end();
    } finally {
      await server.release();
    }
  };
  try {
    await mapped(server.url, () => migrate(connection.pool));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    kind: external ? 'external' : 'embedded',
    home,
    url: server.url,
    systemUrl: server.systemUrl,
    prisma: connection.prisma,
    pool: connection.pool,
    close: () => (closing ??= close()),
  };
}

interface Server {
  url: string;
  systemUrl: string;
  release(): Promise<void>;
}

/** A team's server; the database of the workflow queue has the suffix _dbos. */
async function externalServer(url: string): Promise<Server> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new DomainError(
      'INVALID_ARGUMENT',
      'DATABASE_URL is not an address like postgresql://user:password@host:5432/database.',
    );
  const systemDatabase = `${databaseOf(url)}_dbos`;
  await mapped(url, () =>
    withSession(url, async (session) => {
      const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [
        systemDatabase,
      ]);
      if (rowCount === 0) await createDatabase(session, systemDatabase);
    }),
  );
  return { url, systemUrl: withDatabase(url, systemDatabase), release: async () => undefined };
}

async function createDatabase(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  } catch (error) {
    const { code } = error as { code?: string };
    // Another process was quicker: one sees the name, the other its entry in the catalogue's index.
    if (code !== '42P04' && code !== '23505') throw error;
  }
}
