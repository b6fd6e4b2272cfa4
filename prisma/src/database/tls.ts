import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { DomainError } from '@engram/core';
import { libpq } from './env.ts';
import type { DatabaseAddress } from './database-address.ts';

/** The modes of libpq, and node-postgres's `no-verify`. */
export const sslModes = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
  'no-verify',
] as const;
export type SslMode = (typeof sslModes)[number];

type Parameters = DatabaseAddress['parameters'];

/** What pg takes for `ssl`. */
export type Tls = false | ConnectionOptions;

/**
 * The mode that the address asks for, `undefined` when it leaves it open.
 * @throws DomainError INVALID_ARGUMENT for a mode that does not exist
 */
export function sslModeOf(parameters: Parameters): SslMode | undefined {
  const wanted = parameters.get('sslmode') ?? fromOtherDrivers(parameters) ?? libpq('PGSSLMODE');
  if (!wanted) return parameters.get('sslnegotiation') === 'direct' ? 'require' : undefined;
  const mode = sslModes.find((known) => known === wanted);
  if (!mode)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `sslmode=${wanted} does not exist. Use one of ${sslModes.join(', ')} in DATABASE_URL.`,
    );
  return mode;
}

/** `ssl=true` of node-postgres and JDBC, `sslaccept` of Prisma. */
function fromOtherDrivers(parameters: Parameters): string | undefined {
  const ssl = parameters.get('ssl');
  if (parameters.get('sslaccept') === 'strict') return 'verify-full';
  if (ssl === 'no-verify' || parameters.get('sslaccept') === 'accept_invalid_certs') return 'no-verify';
  if (ssl === undefined) return undefined;
  return ssl === '0' || ssl === 'false' ? 'disable' : 'verify-full';
}

/**
 * The ways to try one after the other until one is let in, as libpq does: encrypted or not.
 * A Unix socket is never encrypted.
 */
export function connectionAttempts(address: DatabaseAddress): Tls[] {
  const mode = sslModeOf(address.parameters) ?? 'prefer';
  if (address.host.startsWith('/') || mode === 'disable') return [false];
  const encrypted = tlsOf(mode, address);
  if (mode === 'prefer') return [encrypted, false];
  return mode === 'allow' ? [false, encrypted] : [encrypted];
}

/** What is verified in `mode`, with the certificates that the address names. */
export function tlsOf(mode: Exclude<SslMode, 'disable'>, { parameters }: DatabaseAddress): Tls {
  const root = rootOf(parameters, mode);
  const verifiesChain =
    mode === 'verify-full' || mode === 'verify-ca' || (mode === 'require' && parameters.has('sslrootcert'));
  return {
    rejectUnauthorized: verifiesChain,
    ...(root !== undefined && { ca: root }),
    // Names are compared in verify-full only.
    ...(verifiesChain && mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
    ...certificateOf(parameters),
  };
}

function rootOf(parameters: Parameters, mode: SslMode): string | undefined {
  const named = parameters.get('sslrootcert') ?? libpq('PGSSLROOTCERT');
  if (named === 'system') return undefined;
  if (named) return readPem('sslrootcert', named);
  const usual = join(homedir(), '.postgresql', 'root.crt');
  return mode.startsWith('verify') && existsSync(usual) ? readPem('sslrootcert', usual) : undefined;
}

function certificateOf(parameters: Parameters): ConnectionOptions {
  const cert = parameters.get('sslcert') ?? libpq('PGSSLCERT');
  const key = parameters.get('sslkey') ?? libpq('PGSSLKEY');
  if (!cert && !key) return {};
  if (!cert || !key)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `DATABASE_URL names ${cert ? 'sslcert without sslkey' : 'sslkey without sslcert'}: a client certificate needs both.`,
    );
  const passphrase = parameters.get('sslpassword');
  return {
    cert: readPem('sslcert', cert),
    key: readPem('sslkey', key),
    ...(passphrase !== undefined && { passphrase }),
  };
}

function readPem(name: string, file: string): string {
  const wrong = (problem: string, cause?: unknown): DomainError =>
    new DomainError(
      'INVALID_ARGUMENT',
      `The file ${file}, which ${name} names in DATABASE_URL, ${problem}.`,
      {
        cause,
      },
    );
  let text: string;
  try {
    text = readFileSync(file.replace(/^~(?=\/)/, homedir()), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EACCES'
          ? 'may not be read by this user'
          : `cannot be read (${code})`,
      error,
    );
  }
  if (!text.includes('-----BEGIN ')) throw wrong('is not in PEM format (-----BEGIN …)');
  return text;
}
