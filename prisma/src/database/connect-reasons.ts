/** Why a server does not let us in, or not now, told from its own code and sentence; what to do stands beside it. */
import type { DatabaseAddress } from './database-address.ts';
import { createDatabaseSql, quoted } from './sql-names.ts';
import { tlsReason } from './tls-reasons.ts';

/** Said after "The database at host:port/name "; undefined when the error has another cause. */
export function connectReason(error: Error, code: string, address: DatabaseAddress): string | undefined {
  const said = error.message.trim();
  return (
    tlsReason(error, code, address) ??
    connectPrivilegeReason(error, code, address) ??
    loginReason(said, code, address) ??
    limitReason(said, code, address) ??
    stateReason(said, code, address)
  );
}

/** PostgreSQL reports a missing CONNECT and a missing CREATE with the same message; only the detail differs. */
function connectPrivilegeReason(
  error: Error,
  code: string,
  { user, database }: DatabaseAddress,
): string | undefined {
  const { detail } = error as { detail?: unknown };
  if (code !== '42501' || !/CONNECT/.test(String(detail))) return undefined;
  return `does not let ${quoted(user)} in: GRANT CONNECT ON DATABASE ${quoted(database)} TO ${quoted(user)}`;
}

function loginReason(
  said: string,
  code: string,
  { user, database, host }: DatabaseAddress,
): string | undefined {
  if (/password must be a (non-empty )?string|no password supplied/i.test(said))
    return `asks ${quoted(user)} for a password, and DATABASE_URL holds none: write it as postgresql://user:PASSWORD@host/database`;
  if (
    /unsupported authentication|authentication method .* not supported|authenticationOk message type/i.test(
      said,
    )
  )
    return `asks for a way to log in that Engram does not have (${said}): use scram-sha-256 in its pg_hba.conf`;
  if (code === '28P01')
    return `refused the password of ${quoted(user)} (or it has expired): correct it in DATABASE_URL; special characters in it must be percent-encoded`;
  if (code === '28000' || /no pg_hba\.conf entry/.test(said)) return pgHbaReason(said, user);
  if (code === '3D000' || /no such database/i.test(said))
    return `does not exist: ${createDatabaseSql(database, user)}; or correct the name in DATABASE_URL`;
  if (/not currently accepting connections/.test(said))
    return `takes no connections: ALTER DATABASE ${quoted(database)} ALLOW_CONNECTIONS true`;
  if (code === 'ENOENT' && host.startsWith('/'))
    return `has no socket in ${host}: check that it runs, and the folder`;
  if (code === 'EACCES' && host.startsWith('/')) return `has a socket in ${host} that this user may not open`;
  return undefined;
}

/** 28000: who is let in is decided by pg_hba.conf and by the role. */
function pgHbaReason(said: string, user: string): string {
  if (/is not permitted to log in/.test(said))
    return `has the role ${quoted(user)}, which may not log in: ALTER ROLE ${quoted(user)} LOGIN`;
  if (/role .* does not exist/.test(said))
    return `has no role ${quoted(user)}: CREATE ROLE ${quoted(user)} LOGIN PASSWORD '…'`;
  if (/valid client certificate/.test(said))
    return 'asks for a client certificate: name it with sslcert=FILE and sslkey=FILE in DATABASE_URL';
  if (/no encryption|SSL off/.test(said))
    return `lets ${quoted(user)} in over encrypted connections only: use sslmode=require in DATABASE_URL (${said})`;
  if (/SSL encryption|SSL on/.test(said))
    return `lets ${quoted(user)} in over no encrypted connection from here: add a line to its pg_hba.conf, or use sslmode=disable (${said})`;
  if (/peer|ident/i.test(said))
    return `lets ${quoted(user)} in only from a system user that maps to it (${said}): connect by TCP with a password, or change pg_hba.conf`;
  return `refused ${quoted(user)}: ${said}; its pg_hba.conf decides who is let in`;
}

function limitReason(said: string, code: string, { user, database }: DatabaseAddress): string | undefined {
  if (code !== '53300' && !/too many (clients|connections)|no more connections allowed/i.test(said))
    return undefined;
  if (/for role/.test(said))
    return `gives ${quoted(user)} no further connection: ALTER ROLE ${quoted(user)} CONNECTION LIMIT 20, or stop other processes of it`;
  if (/for database/.test(said))
    return `takes no further connection: ALTER DATABASE ${quoted(database)} CONNECTION LIMIT 20, or stop other processes that use it`;
  return `takes no more connections (${said}): stop other clients, or raise max_connections`;
}

function stateReason(
  said: string,
  code: string,
  { host, port, parameters }: DatabaseAddress,
): string | undefined {
  if (
    parameters.get('options') &&
    /^(invalid command-line argument|unrecognized configuration parameter|(invalid value for )?parameter ")/.test(
      said,
    )
  )
    return `refused what options says in DATABASE_URL (${said}): write it as options=-c%20NAME%3DVALUE, or leave it out`;
  if (/^(ECONNRESET|EPIPE)$/.test(code) && parameters.get('sslnegotiation') === 'direct')
    return 'ended the connection at sslnegotiation=direct, for which it must be PostgreSQL 17 or later with ssl on: leave it out of DATABASE_URL';
  if (code === '57P03') return `is starting or stopping (${said}): try again in a moment`;
  if (/unsupported startup parameter/.test(said))
    return `is behind PgBouncer, which refused a setting of the connection (${said}): remove options from DATABASE_URL, or name the server itself; a schema may be named by ?schema=NAME`;
  if (/^(08P01|08006|08001|08004|58000)$/.test(code) && !/terminat/.test(said))
    return `could not be used (${said}): check that DATABASE_URL names a PostgreSQL`;
  if (/connection timeout|timeout expired/.test(said))
    return `cannot be reached (${host} port ${port} did not answer in time): check host, port and firewall`;
  if (/Received unexpected|unexpected message|Unknown message|Invalid.*message/i.test(said))
    return `did not answer as a PostgreSQL does (${said}): check host and port in DATABASE_URL`;
  return undefined;
}
