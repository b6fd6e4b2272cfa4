import type pg from 'pg';
import { mapConnectError } from '../statements/map-errors.ts';
import { configWith } from './client-config.ts';
import { openSessionWith } from '../connections/sessions.ts';
import { formatAddress, parseAddress, type DatabaseAddress } from './database-address.ts';
import { sslModeOf, connectionAttempts, type Tls } from './tls.ts';

export interface OpenedServer {
  /** The address as every later connection uses it: with what was found out about encryption. */
  url: string;
  client: pg.Client;
}

/**
 * Connects to the server that `DATABASE_URL` names, encrypted or not as its `sslmode` allows and the server wants.
 * @throws DomainError INVALID_ARGUMENT for an address that says nothing usable; STORE_UNAVAILABLE with the server's reason
 */
export async function openServer(databaseUrl: string, applicationName: string): Promise<OpenedServer> {
  const address = parseAddress(databaseUrl);
  const attempts = connectionAttempts(address);
  let lastError: Error | undefined;
  for (const tls of attempts) {
    try {
      const client = await connectOnce(address, tls, applicationName);
      return { url: formatAddress(resolved(address, tls)), client };
    } catch (error) {
      // Of two errors the one from a server that speaks says more than "does not support SSL".
      if (!lastError || !/does not support SSL/.test(lastError.message)) lastError ??= error as Error;
      else lastError = error as Error;
      if (!mayTryAnother(error as Error)) break;
    }
  }
  throw mapConnectError(lastError, formatAddress(address));
}

function connectOnce(address: DatabaseAddress, tls: Tls, applicationName: string): Promise<pg.Client> {
  return openSessionWith({ ...configWith(address, tls), application_name: applicationName });
}

/** Whether the server rejected encrypted or unencrypted connections rather than this user. */
function mayTryAnother(error: Error): boolean {
  const { code } = error as { code?: string };
  return code === '28000' || /SSL|^ERR_|EPROTO/.test(`${error.message} ${code ?? ''}`);
}

/**
 * What the address or PGSSLMODE asks for is written down, and `prefer` and `allow` are decided once, so that all connections of a
 * process are the same.
 */
function resolved(address: DatabaseAddress, tls: Tls): DatabaseAddress {
  const parameters = new Map(address.parameters);
  const mode = sslModeOf(parameters) ?? 'prefer';
  if (tls === false) parameters.delete('sslmode');
  else parameters.set('sslmode', mode === 'prefer' || mode === 'allow' ? 'no-verify' : mode);
  return { ...address, parameters };
}
