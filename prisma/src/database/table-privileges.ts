import { DomainError } from '@engram/core';
import type pg from 'pg';
import type { Migration } from '../migrations/migration-files.ts';
import { quoted } from './sql-names.ts';

interface TableState {
  name: string;
  owner: string;
  /** Whether the role has the owner's rights, and whether it is a member of it at all. */
  owns: boolean;
  isMember: boolean;
  missing: string[];
}

const needed = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

async function tablesOf(client: pg.Client, schema: string, names: readonly string[]): Promise<TableState[]> {
  const { rows } = await client.query<TableState>(
    `SELECT c.relname::text AS name, pg_get_userbyid(c.relowner)::text AS owner,
       pg_has_role(c.relowner, 'USAGE') AS owns, pg_has_role(c.relowner, 'MEMBER') AS "isMember",
       ARRAY(SELECT p FROM unnest($3::text[]) p WHERE NOT has_table_privilege(c.oid, p)
         AND (c.relname <> '_prisma_migrations' OR p = 'SELECT')) AS missing
     FROM pg_class c WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND c.relkind IN ('r', 'p')
       AND c.relname = ANY($2) ORDER BY c.relname`,
    [schema, [...names, '_prisma_migrations'], needed],
  );
  return rows;
}

const namesIn = (migrations: readonly Migration[]): string[] =>
  migrations.flatMap((migration) => migration.tables);

/** @throws DomainError STORE_UNAVAILABLE naming tables and the GRANT when the role may not read and write all of the store's */
export async function assertTablePrivileges(
  client: pg.Client,
  schema: string,
  migrations: readonly Migration[],
  o: { role: string; address: string },
): Promise<void> {
  const closed = (await tablesOf(client, schema, namesIn(migrations))).filter(
    ({ missing }) => missing.length > 0,
  );
  const [first] = closed;
  if (!first) return;
  const privileges = needed.filter((privilege) => closed.some(({ missing }) => missing.includes(privilege)));
  throw new DomainError(
    'STORE_UNAVAILABLE',
    `The role ${quoted(o.role)} lacks ${privileges.join(', ')} on tables of the database at ${o.address} (${namesOf(closed)}). ` +
      `As ${quoted(first.owner)}, their owner: GRANT ${privileges.join(', ')} ON ALL TABLES IN SCHEMA ${quoted(schema)} TO ${quoted(o.role)}` +
      inheritance(first, o.role),
  );
}

/** What keeps the role from altering the store's tables, as "the role … : SQL"; undefined when nothing does. */
export async function missingOwnership(
  client: pg.Client,
  schema: string,
  migrations: readonly Migration[],
  role: string,
): Promise<string | undefined> {
  const foreign = (await tablesOf(client, schema, namesIn(migrations))).filter(({ owns }) => !owns);
  const [first] = foreign;
  if (!first) return undefined;
  return (
    `the role ${quoted(role)} must own them, and ${quoted(first.owner)} does (${namesOf(foreign)}). Start Engram once as ` +
    `${quoted(first.owner)}, or: GRANT ${quoted(first.owner)} TO ${quoted(role)}${inheritance(first, role)}`
  );
}

function inheritance({ isMember, owns, owner }: TableState, role: string): string {
  if (!isMember || owns) return '';
  return (
    `; the role is a member of ${quoted(owner)} without inheriting from it: ALTER ROLE ${quoted(role)} INHERIT ` +
    `(from PostgreSQL 16 on: GRANT ${quoted(owner)} TO ${quoted(role)} WITH INHERIT TRUE)`
  );
}

function namesOf(tables: readonly TableState[]): string {
  const shown = tables.slice(0, 3).map(({ name }) => name);
  return tables.length > 3 ? `${shown.join(', ')} and ${tables.length - 3} others` : shown.join(', ');
}
