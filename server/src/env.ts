import { DomainError } from '@engram/core';
import { resolveHome } from '@engram/store';

/** What the surroundings decide when the server runs on its own; `.env.example` explains each. */
export interface ServerSettings {
  home: string;
  host: string;
  port: number;
  databaseUrl: string | undefined;
  corsOrigin: string | undefined;
}

/** Who may ask, and how much. */
export interface AccessSettings {
  /** `required`: also from this machine. `auto`: unless the server listens on a loopback address. */
  auth: 'auto' | 'required';
  /** Objects a minute that a token may ask for; 0 counts nothing. */
  rateLimit: number;
  /** Whether documents other than those of our own pages are refused. */
  persistedOnly: boolean;
  /** Where people reach this server's permalinks, without a slash at the end; undefined when that is not known. */
  publicUrl: string | undefined;
  /** Names that this server answers to beside the loopback names, separated by commas. */
  allowedHosts: string | undefined;
  /** Addresses of the reverse proxies that are believed where a request came from, separated by commas. */
  trustedProxy: string | undefined;
}

/** Holds some 1,250 pages of 100 scores with their datapoints and classes, or ten queries of the highest cost. */
const defaultRateLimit = 500_000;

/** @throws DomainError INVALID_ARGUMENT naming the setting */
export function readSettings(env: NodeJS.ProcessEnv = process.env): ServerSettings {
  return {
    home: resolveHome(env.ENGRAM_HOME),
    host: env.ENGRAM_HOST || '127.0.0.1',
    port: wholeNumber('ENGRAM_API_PORT', env.ENGRAM_API_PORT, 4000, 65_535),
    databaseUrl: env.DATABASE_URL || undefined,
    corsOrigin: env.ENGRAM_CORS_ORIGIN || undefined,
  };
}

/** @throws DomainError INVALID_ARGUMENT naming the setting */
export function readAccessSettings(env: NodeJS.ProcessEnv = process.env): AccessSettings {
  return {
    auth: oneOf('ENGRAM_AUTH', env.ENGRAM_AUTH, ['auto', 'required']),
    rateLimit: wholeNumber('ENGRAM_RATE_LIMIT', env.ENGRAM_RATE_LIMIT, defaultRateLimit, 2 ** 31 - 1),
    persistedOnly: oneOf('ENGRAM_PERSISTED_ONLY', env.ENGRAM_PERSISTED_ONLY, ['0', '1']) === '1',
    publicUrl: originOf('ENGRAM_PUBLIC_URL', env.ENGRAM_PUBLIC_URL),
    allowedHosts: env.ENGRAM_ALLOWED_HOSTS || undefined,
    trustedProxy: env.ENGRAM_TRUSTED_PROXY || undefined,
  };
}

function originOf(name: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (/^https?:\/\/[^\s?#]+$/.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
  return refused(name, value, 'an address such as https://scores.example.org');
}

/** The first when the setting is left out. */
function oneOf<T extends string>(name: string, value: string | undefined, known: readonly [T, ...T[]]): T {
  if (!value) return known[0];
  return known.find((one) => one === value) ?? refused(name, value, `one of ${known.join(', ')}`);
}

function wholeNumber(name: string, value: string | undefined, fallback: number, max: number): number {
  const number = value ? Number(value) : fallback;
  if (Number.isInteger(number) && number >= 0 && number <= max) return number;
  return refused(name, String(value), `a whole number from 0 to ${max}`);
}

function refused(name: string, value: string, wanted: string): never {
  throw new DomainError('INVALID_ARGUMENT', `The setting ${name}=${value} is not ${wanted}.`);
}
