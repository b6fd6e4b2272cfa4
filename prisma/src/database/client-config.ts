import { DomainError } from '@engram/core';
import type pg from 'pg';
import { connectionTimeoutMs, keepAlive } from '../connections/settings.ts';
import { parseAddress, type DatabaseAddress } from './database-address.ts';
import { tlsOf, sslModeOf, type Tls } from './tls.ts';

/**
 * What pg needs to connect to a resolved address (`openServer` writes down there whether it is encrypted): an address without
 * `sslmode` is not encrypted.
 */
export function clientConfigOf(url: string): pg.ClientConfig {
  const address = parseAddress(url);
  // Not PGSSLMODE: it was heeded when the address was resolved, and the embedded server knows no encryption.
  const mode = address.parameters.has('sslmode') ? sslModeOf(address.parameters) : 'disable';
  const plain = mode === undefined || mode === 'disable' || address.host.startsWith('/');
  return configWith(address, plain ? false : tlsOf(mode, address));
}

export function configWith(address: DatabaseAddress, ssl: Tls): pg.ClientConfig {
  const { host, port, user, password, database, parameters } = address;
  const timeoutSeconds = wholeNumber(parameters, 'connect_timeout');
  const milliseconds = (name: string): Record<string, number> => {
    const value = wholeNumber(parameters, name);
    return value === undefined ? {} : { [name]: value };
  };
  const options = parameters.get('options');
  return {
    host,
    port,
    user,
    ...(password !== undefined && { password }),
    database,
    ssl,
    ...(options && { options }),
    sslnegotiation: ssl !== false && parameters.get('sslnegotiation') === 'direct' ? 'direct' : 'postgres',
    ...(/^(prefer|require)$/.test(parameters.get('channel_binding') ?? '') && { enableChannelBinding: true }),
    ...milliseconds('statement_timeout'),
    ...milliseconds('lock_timeout'),
    ...milliseconds('idle_in_transaction_session_timeout'),
    connectionTimeoutMillis: timeoutSeconds ? timeoutSeconds * 1000 : connectionTimeoutMs,
    ...keepAlive,
  };
}

/** A parameter that counts something. */
export function wholeNumber(parameters: DatabaseAddress['parameters'], name: string): number | undefined {
  const text = parameters.get(name);
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `${name}=${text} in DATABASE_URL is not a whole number. Correct it, or leave it out.`,
    );
  return Number(text);
}
