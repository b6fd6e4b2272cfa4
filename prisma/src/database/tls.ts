import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { DomainError } from '@engram/core';
import { libpq } from './env.ts';
import type { DatabaseAddress } from './database-address.ts';

/** The modes of libpq, and node-postgres's `no-verify`. */
const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;
export type SslMode = (typeof sslModes)[number];

type Parameters = DatabaseAddress['parameters'];

/** What pg takes for `ssl`. */
export type Tls = false | ConnectionOptions;

/**
 * The mode that the address asks for, `undefined` when it leaves it open. As in libpq, `sslrootcert=system` means `verify-full`: any
 * site may have a certificate of a public authority.
 * @throws DomainError INVALID_ARGUMENT for a mode that does not exist, or is weaker than `sslrootcert=system` allows
 */
export function sslModeOf(parameters: Parameters): SslMode | undefined {
  const wanted = parameters.get('sslmode') ?? fromOtherDrivers(parameters) ?? libpq('PGSSLMODE');
  const isSystem = rootFile(parameters) === 'system';
  if (!wanted)
    return isSystem ? 'verify-full' : parameters.get('sslnegotiation') === 'direct' ? 'require' : undefined;
  const mode = sslModes.find((known) => known === wanted);
  if (!mode)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `sslmode=${wanted} does not exist. Use one of ${sslModes.join(', ')} in DATABASE_URL.`,
    );
  if (isSystem && mode !== 'verify-full')
    throw new DomainError(
      'INVALID_ARGUMENT',
      `sslmode=${wanted} is too weak for sslrootcert=system, which trusts every public authority. Use sslmode=verify-full, or name a file in sslrootcert.`,
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
  const verifiesChain = mode.startsWith('verify') || (mode === 'require' && root !== undefined);
  return {
    rejectUnauthorized: verifiesChain,
    ...(root !== undefined && { ca: root }),
    // Names are compared in verify-full only.
    ...(verifiesChain && mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
    ...certificateOf(parameters),
  };
}

/** A file that libpq reads, too, where none is named. */
function usualFile(name: string): string | undefined {
  const file = join(homedir(), '.postgresql', name);
  return existsSync(file) ? file : undefined;
}

const rootFile = (parameters: Parameters): string | undefined =>
  parameters.get('sslrootcert') ?? libpq('PGSSLROOTCERT');

function rootOf(parameters: Parameters, mode: SslMode): string | undefined {
  const named = rootFile(parameters);
  if (named === 'system') return undefined;
  if (named) return readPem('sslrootcert', named);
  const usual = mode.startsWith('verify') || mode === 'require' ? usualFile('root.crt') : undefined;
  return usual && readPem('sslrootcert', usual);
}

function certificateOf(parameters: Parameters): ConnectionOptions {
  const namedCert = parameters.get('sslcert') ?? libpq('PGSSLCERT');
  const namedKey = parameters.get('sslkey') ?? libpq('PGSSLKEY');
  const cert = namedCert || usualFile('postgresql.crt');
  const key = namedKey || usualFile('postgresql.key');
  if (!namedCert && !namedKey && !(cert && key)) return {};
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
