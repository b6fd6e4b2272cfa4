import { DomainError, workflowNames } from '@engram/core';
import type pg from 'pg';
import { addressOf, databaseOf } from '../database/address-for-people.ts';
import type { QueuePlace } from './queue-place.ts';
import { createDatabaseSql, quoted } from '../database/sql-names.ts';

interface QueueState {
  encoding: string;
  database: string;
  mayCreateSchemas: boolean;
  hasSchema: boolean;
  mayUse: boolean;
  mayCreate: boolean;
  /** Tables elsewhere in this database that no extension brought. */
  others: string[];
  hasWorkflows: boolean;
  mayWrite: boolean;
  owner: string | null;
}

const stateSql = `SELECT pg_encoding_to_char(d.encoding) AS encoding, d.datname::text AS database,
  has_database_privilege(d.datname, 'CREATE') AS "mayCreateSchemas",
  n.oid IS NOT NULL AS "hasSchema",
  coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS "mayUse",
  coalesce(has_schema_privilege(n.oid, 'CREATE'), false) AS "mayCreate",
  ARRAY(SELECT format('%s.%s', m.nspname, c.relname) FROM pg_class c JOIN pg_namespace m ON m.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND m.nspname !~ '^(pg_|information_schema$)' AND m.nspname !~ '(^|_)dbos$'
      AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
    ORDER BY 1 LIMIT 3) AS others,
  w.oid IS NOT NULL AS "hasWorkflows",
  coalesce(has_table_privilege(w.oid, 'SELECT') AND has_table_privilege(w.oid, 'INSERT') AND has_table_privilege(w.oid, 'UPDATE')
    AND has_table_privilege(w.oid, 'DELETE'), false) AS "mayWrite",
  pg_get_userbyid(w.relowner)::text AS owner
FROM pg_database d
LEFT JOIN pg_namespace n ON n.nspname = $1
LEFT JOIN pg_class w ON w.relnamespace = n.oid AND w.relname = 'workflow_status'
WHERE d.datname = current_database()`;

/**
 * Whether the queue's tables are there, or may be made: what a killed start left half-made is finished by DBOS.
 * @throws DomainError STORE_UNAVAILABLE with the SQL; CONFLICT when the place belongs to another program
 */
export async function assertQueueDatabase(client: pg.Client, place: QueuePlace, role: string): Promise<void> {
  const { rows } = await client.query<QueueState>(stateSql, [place.schema]);
  const state = rows[0]!;
  const unavailable = (message: string): DomainError =>
    new DomainError(
      'STORE_UNAVAILABLE',
      `The workflow queue's database ${addressOf(place.url)} cannot be used: ${message}`,
    );
  const { database } = state;
  if (state.encoding !== 'UTF8')
    throw unavailable(
      `its encoding is ${state.encoding}. It holds nothing of value while no run is under way: DROP DATABASE ${quoted(database)}; ${createDatabaseSql(database, role)}`,
    );
  if (state.hasWorkflows && state.mayUse && state.mayWrite) return assertOurs(client, place);
  if (state.hasWorkflows)
    throw unavailable(
      `the role ${quoted(role)} may not write its tables, which belong to ${quoted(state.owner ?? '')}. In that database: GRANT USAGE, CREATE ON SCHEMA ` +
        `${quoted(place.schema)} TO ${quoted(role)}; GRANT ALL ON ALL TABLES IN SCHEMA ${quoted(place.schema)} TO ${quoted(role)}`,
    );
  if (!isBeside(place) && !state.hasSchema && state.others.length > 0)
    throw new DomainError(
      'CONFLICT',
      `The database ${addressOf(place.url)} is where the workflow queue would be, and another program's tables are in it ` +
        `(${state.others.join(', ')}). Nothing was changed. Rename that database, or give the queue a schema in the database of the ` +
        `store: CREATE SCHEMA ${quoted('engram_dbos')} AUTHORIZATION ${quoted(role)}`,
    );
  if (state.hasSchema && !(state.mayUse && state.mayCreate))
    throw unavailable(
      `the role ${quoted(role)} may not create tables in its schema ${quoted(place.schema)}. In that database: GRANT USAGE, CREATE ON SCHEMA ${quoted(place.schema)} TO ${quoted(role)}`,
    );
  if (!state.hasSchema && !state.mayCreateSchemas)
    throw unavailable(
      `the role ${quoted(role)} may not create a schema in it: ALTER DATABASE ${quoted(database)} OWNER TO ${quoted(role)}`,
    );
}

/** Beside the store's own tables, which are no stranger's. */
const isBeside = ({ url }: QueuePlace): boolean => !databaseOf(url).endsWith('_dbos');

/** @throws DomainError CONFLICT when the workflows are another application's */
async function assertOurs(client: pg.Client, place: QueuePlace): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT name FROM ${quoted(place.schema)}.workflow_status WHERE name IS NOT NULL LIMIT 100`,
  );
  const ours = new Set<string>(Object.values(workflowNames));
  if (rows.length === 0 || rows.some(({ name }) => ours.has(name) || name.startsWith('<'))) return;
  throw new DomainError(
    'CONFLICT',
    `The queue in ${addressOf(place.url)}, schema ${place.schema}, belongs to another DBOS application (its workflows: ` +
      `${rows
        .slice(0, 3)
        .map(({ name }) => name)
        .join(
          ', ',
        )}). Nothing was changed. Give Engram a database of its own, or a schema: add ?schema=engram to DATABASE_URL.`,
  );
}
