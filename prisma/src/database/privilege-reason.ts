import { quoted } from './sql-names.ts';

const columns = 'SELECT, INSERT, UPDATE, DELETE';

/**
 * What 42501 means: PostgreSQL gives it for every privilege, and its sentence names the one.
 * @returns said after "The database at … "
 */
export function privilegeReason(
  said: string,
  { user, database }: { user: string; database: string },
): string {
  const [, kind, name] =
    /permission denied for (table|relation|view|schema|database|sequence|function|foreign table|large object) (\S+)/.exec(
      said,
    ) ?? [];
  const owned = /must be owner of (?:\w+ )?(\S+)/.exec(said)?.[1];
  const grant = grantFor(kind, name, user);
  if (grant) return `does not give ${quoted(user)} what it needs on ${kind} ${name}: ${grant}`;
  if (owned)
    return `does not let ${quoted(user)} alter ${owned}, which another role owns: ALTER TABLE ${owned} OWNER TO ${quoted(user)}`;
  if (/permission denied to create database/.test(said))
    return `does not let ${quoted(user)} create databases: CREATE DATABASE ${quoted(`${database}_dbos`)} OWNER ${quoted(user)}`;
  return `does not allow that to ${quoted(user)} (${said}): ask its administrator for this privilege`;
}

function grantFor(kind: string | undefined, name: string | undefined, user: string): string | undefined {
  if (kind === undefined || name === undefined) return undefined;
  const role = quoted(user);
  if (kind === 'database') return `GRANT CREATE ON DATABASE ${quoted(name)} TO ${role}`;
  if (kind === 'schema') return `GRANT USAGE, CREATE ON SCHEMA ${quoted(name)} TO ${role}`;
  if (kind === 'sequence') return `GRANT USAGE, SELECT ON SEQUENCE ${quoted(name)} TO ${role}`;
  if (kind === 'function') return `GRANT EXECUTE ON FUNCTION ${name} TO ${role}`;
  return `GRANT ${columns} ON TABLE ${quoted(name)} TO ${role}`;
}
