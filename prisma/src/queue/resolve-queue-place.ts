import { DomainError } from '@engram/core';
import type pg from 'pg';
import { databaseOf, withDatabase } from '../database/address-for-people.ts';
import { mapConnectError } from '../statements/map-errors.ts';
import { assertQueueDatabase } from './assert-queue-database.ts';
import type { QueuePlace } from './queue-place.ts';
import { clientConfigOf } from '../database/client-config.ts';
import { openSessionWith } from '../connections/sessions.ts';
import { createDatabaseSql, quoted } from '../database/sql-names.ts';
import type { Survey } from '../database/survey.ts';

const longestName = 63;

/** Next to the store's tables, in a schema of its own: for roles that may not create databases. */
const schemaBeside = (storeSchema: string): string =>
  `${storeSchema === 'public' ? 'engram' : storeSchema}_dbos`.slice(-longestName);

/** In the database with the suffix `_dbos`: stores in several schemas of one database have a queue each. */
const schemaInside = (storeSchema: string): string =>
  storeSchema === 'public' ? 'dbos' : schemaBeside(storeSchema);

/**
 * Finds or makes the place of the queue: a schema beside the store where there is one, else the database with the suffix
 * `_dbos`, which is made when the role may create databases; else a schema beside the store.
 * @throws DomainError STORE_UNAVAILABLE with the SQL that makes one; CONFLICT when another program uses it
 */
export async function resolveQueuePlace(
  client: pg.Client,
  survey: Survey,
  o: { url: string; schema: string },
): Promise<QueuePlace> {
  const beside = { url: o.url, schema: schemaBeside(o.schema) };
  if (await schemaUsable(client, beside.schema)) {
    await assertQueueDatabase(client, beside, survey.role);
    return beside;
  }
  const name = `${databaseOf(o.url)}_dbos`.slice(-longestName);
  const other = { url: withDatabase(o.url, name), schema: schemaInside(o.schema) };
  const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (found.rowCount === 0) {
    if (survey.mayCreateDatabases) await createDatabase(client, name);
    else if (survey.mayCreateSchemas) return beside;
    else
      throw new DomainError(
        'STORE_UNAVAILABLE',
        `The workflow queue needs a place, and ${quoted(survey.role)} may create neither a database nor a schema: ` +
          `${createDatabaseSql(name, survey.role)}; or, in the database ${quoted(survey.database)}: ` +
          `CREATE SCHEMA ${quoted(beside.schema)} AUTHORIZATION ${quoted(survey.role)}`,
      );
  }
  await examine(other, survey.role);
  return other;
}

async function schemaUsable(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_namespace WHERE nspname = $1 AND has_schema_privilege(oid, 'USAGE')`,
    [name],
  );
  return rowCount === 1;
}

async function createDatabase(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(createDatabaseSql(name));
  } catch (error) {
    const { code } = error as { code?: string };
    // Another process was quicker: one sees the name, the other its entry in the catalogue's index.
    if (code !== '42P04' && code !== '23505') throw error;
  }
}

async function examine(place: QueuePlace, role: string): Promise<void> {
  const client = await openSessionWith(clientConfigOf(place.url)).catch((error: unknown) => {
    throw mapConnectError(error, place.url);
  });
  try {
    await assertQueueDatabase(client, place, role);
  } finally {
    await client.end();
  }
}
