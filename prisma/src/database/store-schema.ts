import { DomainError } from '@engram/core';
import type pg from 'pg';
import { bundledMigrations, type Migration } from '../migrations/migration-files.ts';
import { assertTablePrivileges, missingOwnership } from './table-privileges.ts';
import { quoted } from './sql-names.ts';
import type { Survey } from './survey.ts';

interface SchemaState {
  name: string;
  mayCreate: boolean;
  /** Tables, views and sequences that no extension brought, in order. */
  relations: string[];
  /** Names in `_prisma_migrations`; null when there is no such table, or it may not be read. */
  history: string[] | null;
}

const unavailable = (message: string): DomainError => new DomainError('STORE_UNAVAILABLE', message);

/**
 * The one schema that holds the store's tables: what `?schema=` names; else the schema of the search path that holds a store
 * already; else the first one of the search path. It is made when it is missing and the role may.
 * @throws DomainError STORE_UNAVAILABLE with the SQL that grants what is missing; CONFLICT when another program's tables are there
 */
export async function resolveStoreSchema(
  client: pg.Client,
  survey: Survey,
  o: { wanted: string | undefined; address: string },
): Promise<string> {
  const migrations = await bundledMigrations();
  const named = o.wanted ?? (survey.searchPath.length === 0 ? firstOf(survey) : undefined);
  if (named !== undefined) assertSchemaName(named);
  if (named !== undefined) await ensureSchema(client, named, survey, o.address);
  const candidates = named === undefined ? survey.searchPath : [named];
  const states: SchemaState[] = [];
  for (const name of candidates) states.push(await inspect(client, name));
  const state = states.find((found) => isOurs(found, migrations)) ?? states[0]!;
  if (isOurs(state, migrations)) await assertUsable(client, state, migrations, { ...o, role: survey.role });
  else assertFree(state, { ...o, role: survey.role, database: survey.database });
  return state.name;
}

/** The queue's schema beside it has five bytes more, and PostgreSQL cuts names after 63. */
const longestSchemaBytes = 58;

function assertSchemaName(name: string): void {
  if (/["\0]/.test(name) || name.startsWith('pg_') || Buffer.byteLength(name) > longestSchemaBytes)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The schema ${name} cannot hold the store: use a name of at most ${longestSchemaBytes} bytes without quotation marks that does not begin with pg_.`,
    );
}

/** The first schema that the setting names, existing or not. */
function firstOf({ searchPathSetting, role }: Survey): string {
  const [, inQuotes, plain] = /^\s*(?:"((?:[^"]|"")+)"|([^",\s]+))/.exec(searchPathSetting) ?? [];
  const name = inQuotes?.replaceAll('""', '"') ?? plain ?? 'public';
  return name === '$user' ? role : name;
}

async function ensureSchema(client: pg.Client, name: string, survey: Survey, address: string): Promise<void> {
  const { role } = survey;
  const { rows } = await client.query<{ usable: boolean }>(
    `SELECT has_schema_privilege(oid, 'USAGE') AS usable FROM pg_namespace WHERE nspname = $1`,
    [name],
  );
  if (rows[0]?.usable) return;
  if (rows[0])
    throw unavailable(
      `The role ${quoted(role)} may not use the schema ${quoted(name)} of the database at ${address}: ` +
        `GRANT USAGE, CREATE ON SCHEMA ${quoted(name)} TO ${quoted(role)}`,
    );
  if (!survey.mayCreateSchemas)
    throw unavailable(
      `The database at ${address} has no schema ${quoted(name)}, and ${quoted(role)} may not create one: ` +
        `CREATE SCHEMA ${quoted(name)} AUTHORIZATION ${quoted(role)}`,
    );
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(name)}`);
}

async function inspect(client: pg.Client, name: string): Promise<SchemaState> {
  const { rows } = await client.query<{ mayCreate: boolean; relations: string[]; hasHistory: boolean }>(
    `SELECT has_schema_privilege(n.oid, 'CREATE') AS "mayCreate",
       ARRAY(SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
         AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
         ORDER BY c.relkind = 'S', c.relname) AS relations,
       coalesce((SELECT has_table_privilege(c.oid, 'SELECT') FROM pg_class c
         WHERE c.relnamespace = n.oid AND c.relname = '_prisma_migrations'), false) AS "hasHistory"
     FROM pg_namespace n WHERE n.nspname = $1`,
    [name],
  );
  const { mayCreate, relations, hasHistory } = rows[0]!;
  const history = hasHistory
    ? await client.query<{ name: string }>(
        `SELECT migration_name AS name FROM ${quoted(name)}._prisma_migrations ORDER BY started_at`,
      )
    : null;
  return { name, mayCreate, relations, history: history?.rows.map((row) => row.name) ?? null };
}

/** A store is known by its first migration, or by its tables where the history may not be read. */
function isOurs({ history, relations }: SchemaState, [first]: readonly Migration[]): boolean {
  if (history) return history.includes(first!.name);
  return (
    relations.includes('_prisma_migrations') && first!.tables.every((table) => relations.includes(table))
  );
}

function assertFree(
  { name, mayCreate, relations, history }: SchemaState,
  o: { role: string; database: string; address: string },
): void {
  const others = relations.filter((relation) => relation !== '_prisma_migrations');
  if (others.length > 0 || (history?.length ?? 0) > 0) {
    const shown = [
      ...(history ?? []).slice(0, 1).map((migration) => `migration ${migration}`),
      ...others.slice(0, 3),
    ];
    throw new DomainError(
      'CONFLICT',
      `The schema ${quoted(name)} of the database at ${o.address} belongs to another program: it holds ${shown.join(', ')}` +
        `${others.length > 3 ? ` and ${others.length - 3} others` : ''}. Nothing was changed. Give Engram a database of its own, or a ` +
        'schema: add ?schema=engram to DATABASE_URL.',
    );
  }
  if (!mayCreate)
    throw unavailable(
      `The role ${quoted(o.role)} may not create tables in the schema ${quoted(name)} of the database at ${o.address}: ` +
        `GRANT CREATE ON SCHEMA ${quoted(name)} TO ${quoted(o.role)}, or give it a schema of its own: ` +
        `CREATE SCHEMA ${quoted(o.role)} AUTHORIZATION ${quoted(o.role)}`,
    );
}

async function assertUsable(
  client: pg.Client,
  { name, history }: SchemaState,
  migrations: readonly Migration[],
  o: { role: string; address: string },
): Promise<void> {
  const pending = migrations.filter((migration) => !(history ?? []).includes(migration.name));
  if (history && pending.length > 0) {
    const problem = await missingOwnership(client, name, migrations, o.role);
    if (problem)
      throw unavailable(
        `The tables of the database at ${o.address} need ${pending.length} migrations, for which ${problem}`,
      );
  }
  await assertTablePrivileges(client, name, migrations, o);
}
