import { createHmac } from 'node:crypto';
import { escapeIdentifier, escapeLiteral } from '../connections/escape.ts';
import type { GuardedClient } from '../connections/guarded-client.ts';
import { withSession } from '../connections/sessions.ts';
import { superuser } from './cluster.ts';
import { urlOf } from './lease.ts';
import type { Postmaster } from './postmaster.ts';

/** Whom the store is used as: it owns the databases of Engram, and may do nothing else on the server. */
const applicationRole = 'engram_app';

/** Made from the superuser's, so that there is no second secret to keep. */
function passwordOf(superuserPassword: string): string {
  return createHmac('sha256', superuserPassword).update(applicationRole).digest('base64url');
}

export function applicationUrlOf(
  postmaster: Postmaster,
  superuserPassword: string,
  database: string,
): string {
  return `postgresql://${applicationRole}:${passwordOf(superuserPassword)}@127.0.0.1:${postmaster.port}/${database}`;
}

/**
 * Makes the role and gives it the databases: those that are missing, and those that an earlier Engram made as superuser, with all that is in
 * them. A killed upgrade is done again: a database changes hands after its content.
 */
export async function ensureApplicationDatabases(
  session: GuardedClient,
  names: readonly string[],
  o: { postmaster: Postmaster; password: string; startedNow: boolean },
): Promise<void> {
  await ensureRole(session, o.password);
  const { rows } = await session.query<{ name: string; owner: string }>(
    'SELECT datname::text AS name, pg_get_userbyid(datdba)::text AS owner FROM pg_database',
  );
  const owners = new Map(rows.map(({ name, owner }) => [name, owner]));
  for (const name of names) {
    const owner = owners.get(name);
    // An earlier Engram, run in between, may have left tables of the superuser's.
    if (owner === applicationRole && !o.startedNow) continue;
    const quoted = escapeIdentifier(name);
    if (owner === undefined) await session.query(`CREATE DATABASE ${quoted} OWNER ${applicationRole}`);
    else {
      await withSession(urlOf(o.postmaster, o.password, name), (owner) => owner.query(giveSql));
      await session.query(`ALTER DATABASE ${quoted} OWNER TO ${applicationRole}`);
    }
  }
}

async function ensureRole(session: GuardedClient, password: string): Promise<void> {
  const { rowCount } = await session.query('SELECT FROM pg_roles WHERE rolname = $1', [applicationRole]);
  if (rowCount === 0)
    await session.query(
      `CREATE ROLE ${applicationRole} LOGIN PASSWORD ${escapeLiteral(passwordOf(password))}`,
    );
}

/** `REASSIGN OWNED` does not work for objects of the cluster's first superuser, so each object changes owner by itself. */
const giveSql = `DO $$
DECLARE statement text;
BEGIN
  FOR statement IN
    SELECT format('ALTER SCHEMA %I OWNER TO ${applicationRole}', nspname) FROM pg_namespace
      WHERE nspowner = '${superuser}'::regrole AND nspname !~ '^pg_' AND nspname <> 'information_schema'
    UNION ALL
    SELECT format('ALTER %s %I.%I OWNER TO ${applicationRole}',
        CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
        n.nspname, c.relname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relowner = '${superuser}'::regrole AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        -- A sequence of a column goes with its table.
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
          AND d.refclassid = 'pg_class'::regclass AND c.relkind = 'S')
    UNION ALL
    SELECT format('ALTER TYPE %I.%I OWNER TO ${applicationRole}', n.nspname, t.typname)
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typowner = '${superuser}'::regrole AND t.typtype IN ('e', 'd')
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO ${applicationRole}', p.oid::regprocedure)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.proowner = '${superuser}'::regrole AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  LOOP
    EXECUTE statement;
  END LOOP;
END $$`;
