import { DomainError } from '@engram/core';

/** Read here, or by the libraries below. */
const honoured = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'schema',
  'options',
  'connect_timeout',
  'connection_limit',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'channel_binding',
  'ssl',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'sslnegotiation',
  'sslaccept',
];

/** Of libpq, Prisma and other drivers: they change nothing that Engram would do otherwise. */
const withoutEffect = [
  'application_name',
  'fallback_application_name',
  'client_encoding',
  'encoding',
  'target_session_attrs',
  'load_balance_hosts',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
  'gssencmode',
  'sslcompression',
  'sslsni',
  'uselibpqcompat',
  'pgbouncer',
  'pool_timeout',
  'socket_timeout',
  'statement_cache_size',
  'single_use_connections',
];

const known = new Set([...honoured, ...withoutEffect]);

/** What a parameter may ask for that Engram does not do: ignored, it would promise what is not so. */
const unfulfilled: readonly [name: string, values: readonly string[], next: string][] = [
  ['gssencmode', ['require'], 'Engram does not encrypt by GSSAPI: leave it out, and use sslmode=require'],
  [
    'target_session_attrs',
    ['read-only', 'standby'],
    'Engram writes: name the primary server, and leave it out',
  ],
];

/** @throws DomainError INVALID_ARGUMENT naming a parameter, or a value, that would silently do nothing: it may be a misspelt sslmode. */
export function assertKnownParameters(parameters: ReadonlyMap<string, string>): void {
  for (const name of parameters.keys())
    if (!known.has(name))
      throw new DomainError(
        'INVALID_ARGUMENT',
        `DATABASE_URL has the parameter "${name}", which Engram does not know. Remove it, or use one of: ${honoured.join(', ')}.`,
      );
  for (const [name, values, next] of unfulfilled)
    if (values.includes(parameters.get(name) ?? ''))
      throw new DomainError(
        'INVALID_ARGUMENT',
        `DATABASE_URL asks for ${name}=${parameters.get(name)}. ${next}.`,
      );
}
