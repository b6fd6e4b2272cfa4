import { userInfo } from 'node:os';
import { DomainError } from '@engram/core';
import { libpq } from './env.ts';
import { assertKnownParameters } from './address-parameters.ts';

/** What `DATABASE_URL` says, taken apart. */
export interface DatabaseAddress {
  /** A name, an IP address without brackets, or the folder of a Unix socket. */
  host: string;
  port: number;
  user: string;
  /** undefined = PGPASSWORD, the file .pgpass, or none. */
  password: string | undefined;
  database: string;
  parameters: ReadonlyMap<string, string>;
}

interface Parts {
  user: string;
  password: string | undefined;
  host: string;
  port: string;
  path: string;
  query: string;
}

/** As the standard has it: all that is special in user and password is percent-encoded. */
const strict =
  /^postgres(?:ql)?:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\[[^\]]*\]|[^:/?#[\]@]*)(?::(\d*))?(\/[^?#@]*)?(?:\?([^#]*))?$/i;
/** As people write it: a password with @ : / ? # in the clear ends at the last @. */
const lenient =
  /^postgres(?:ql)?:\/\/([^:@/?#]*):(.*)@(\[[^\]]*\]|[^:/?#[\]@]*)(?::(\d*))?(\/[^?#@]*)?(?:\?([^#]*))?$/is;
const severalHosts = /^postgres(?:ql)?:\/\/(?:[^@]*@)?[^/?@]*,/i;
const oneHost =
  'names several hosts, and Engram talks to one: name the primary, or one address that follows it (a virtual IP, a DNS name, a proxy: docs/operations.md)';

const invalid = (problem: string): DomainError =>
  new DomainError(
    'INVALID_ARGUMENT',
    `DATABASE_URL ${problem}. It looks like postgresql://user:password@host:5432/database, and what is special in user or ` +
      'password is percent-encoded (@ as %40, / as %2F, # as %23).',
  );

/**
 * Takes a `postgresql://` address apart. Its password may hold special characters in the clear.
 * @throws DomainError INVALID_ARGUMENT, which never repeats the address: it may hold a password
 */
export function parseAddress(text: string): DatabaseAddress {
  const trimmed = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  const parts = partsOf(trimmed);
  const parameters = new Map<string, string>();
  for (const pair of parts.query.split('&').filter(Boolean)) {
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : pair.slice(at + 1);
    parameters.set(name, decode(name === 'options' ? value.replaceAll('+', ' ') : value));
  }
  assertKnownParameters(parameters);
  const take = (name: string): string | undefined => {
    const value = parameters.get(name);
    parameters.delete(name);
    return value || undefined;
  };
  const user = take('user') ?? (parts.user || libpq('PGUSER') || systemUser());
  const database = take('dbname') ?? (parts.path.slice(1) || libpq('PGDATABASE') || user);
  const port = take('port') ?? (parts.port || libpq('PGPORT') || '5432');
  const host = take('host') ?? (parts.host || libpq('PGHOST') || 'localhost');
  if (host.includes(',')) throw invalid(oneHost);
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw invalid('has a port that is no number from 1 to 65535');
  return {
    user,
    password: take('password') ?? parts.password,
    host,
    port: Number(port),
    database,
    parameters,
  };
}

function partsOf(text: string): Parts {
  const match = strict.exec(text) ?? lenient.exec(text);
  if (severalHosts.test(text) && !match) throw invalid(oneHost);
  if (!match) throw invalid('is not an address of PostgreSQL');
  const [, user = '', password, host = '', port = '', path = '', query = ''] = match;
  return {
    user: decode(user),
    password: password === undefined ? undefined : decode(password),
    host: decode(host.replace(/^\[(.*)\]$/, '$1')),
    port,
    path: decode(path),
    query,
  };
}

/** A lone percent sign stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'postgres';
  }
}

/** The same as a URL that everything understands. */
export function formatAddress(address: DatabaseAddress): string {
  const { user, password, host, port, database, parameters } = address;
  const credentials =
    encodeURIComponent(user) + (password === undefined ? '' : `:${encodeURIComponent(password)}`);
  const place = host.includes(':') ? `[${host}]` : encodeURIComponent(host);
  const query = [...parameters].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  const asked = query.length > 0 ? `?${query.join('&')}` : '';
  return `postgresql://${credentials}@${place}:${port}/${encodeURIComponent(database)}${asked}`;
}
