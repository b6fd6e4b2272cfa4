import { addressSetting, choiceSetting, wholeNumberSetting } from '@engram/core';
import { resolveHome } from '@engram/store';

/** What the surroundings decide when the server runs on its own; `.env.example` explains each. */
export interface ServerSettings {
  home: string;
  host: string;
  port: number;
  databaseUrl: string | undefined;
  artifacts: string | undefined;
  corsOrigin: string | undefined;
}

/** Who is let in, and how much each client may ask for. */
export interface AccessSettings {
  /** `required`: also from this machine. `auto`: unless the server listens on a loopback address. */
  auth: 'auto' | 'required';
  /** Objects a minute that a token may ask for; 0 counts nothing. */
  rateLimit: number;
  /** Whether documents other than those of our own pages are rejected. */
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
    port: wholeNumberSetting('ENGRAM_API_PORT', env.ENGRAM_API_PORT, { fallback: 4000, min: 0, max: 65_535 }),
    databaseUrl: env.DATABASE_URL || undefined,
    artifacts: env.ENGRAM_ARTIFACTS || undefined,
    corsOrigin: env.ENGRAM_CORS_ORIGIN || undefined,
  };
}

/** @throws DomainError INVALID_ARGUMENT naming the setting */
export function readAccessSettings(env: NodeJS.ProcessEnv = process.env): AccessSettings {
  return {
    auth: choiceSetting('ENGRAM_AUTH', env.ENGRAM_AUTH, ['auto', 'required']),
    rateLimit: wholeNumberSetting('ENGRAM_RATE_LIMIT', env.ENGRAM_RATE_LIMIT, {
      fallback: defaultRateLimit,
      min: 0,
      max: 2 ** 31 - 1,
    }),
    persistedOnly: choiceSetting('ENGRAM_PERSISTED_ONLY', env.ENGRAM_PERSISTED_ONLY, ['0', '1']) === '1',
    publicUrl: addressSetting('ENGRAM_PUBLIC_URL', env.ENGRAM_PUBLIC_URL),
    allowedHosts: env.ENGRAM_ALLOWED_HOSTS || undefined,
    trustedProxy: env.ENGRAM_TRUSTED_PROXY || undefined,
  };
}
