import { randomBytes } from 'node:crypto';
import { escapeIdentifier } from '../connections/escape.ts';
import { withSession } from '../connections/sessions.ts';
import { withDatabase } from '../database/address-for-people.ts';
import { connect } from '../connections/client.ts';
import { createDatabaseSql } from '../database/sql-names.ts';
import { administratorUrl } from '../embedded/databases.ts';
import { mapped } from '../statements/map-errors.ts';
import { migrate } from './migrate.ts';
import type { Store } from '../store.ts';

export interface ScratchDatabase {
  url: string;
  name: string;
  /** Ends its sessions and removes it with its `_dbos` companion. */
  drop(): Promise<void>;
}

/**
 * A fresh migrated database on a server, for tests; on the embedded one as its superuser.
 * @param template name of a database without sessions that it is a copy of
 */
export async function createScratchDatabase(
  server: string | Pick<Store, 'url' | 'kind' | 'home'>,
  template?: string,
): Promise<ScratchDatabase> {
  const url =
    typeof server === 'string'
      ? server
      : server.kind === 'embedded'
        ? await administratorUrl(server.home)
        : server.url;
  const name = `engram_scratch_${randomBytes(6).toString('hex')}`;
  const scratchUrl = withDatabase(url, name);
  const drop = async (): Promise<void> => {
    for (const database of [name, `${name}_dbos`])
      await administer(url, `DROP DATABASE IF EXISTS ${escapeIdentifier(database)} WITH (FORCE)`);
  };
  await administer(
    url,
    template === undefined
      ? createDatabaseSql(name)
      : `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`,
  );
  const connection = connect(scratchUrl, { maxConnections: 1 });
  try {
    await mapped(scratchUrl, () => migrate(connection.pool));
  } catch (error) {
    await connection.end();
    await drop();
    throw error;
  }
  await connection.end();
  return { url: scratchUrl, name, drop };
}

async function administer(url: string, statement: string): Promise<void> {
  await mapped(url, () => withSession(url, (session) => session.query(statement)));
}
