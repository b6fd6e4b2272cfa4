import { existsSync } from 'node:fs';
import { homedir, availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '@engram/core';

/** What the surroundings decide; `.env.example` explains each. */
export interface Settings {
  /** Folder of the embedded database, datasets, thumbnails, checkpoints and logs. */
  home: string;
  apiPort: number;
  webPort: number;
  /** Where the API listens; beyond loopback it asks for tokens. */
  host: string;
  /** Where the dashboard listens; whoever reaches it may read. */
  webHost: string;
  /** What the dashboard's readers may do; `auto`: annotate where only this machine reaches it. */
  dashboardScope: 'auto' | 'read' | 'annotate';
  databaseUrl: string | undefined;
  engine: 'auto' | 'tensorflow' | 'onnxruntime' | 'cpu';
  /** Encoders trained side by side, one process each. */
  threads: number;
  /** Stands in for package version and commit where there is no git, as in an image. */
  codeVersion: string | undefined;
}

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const dashboardScopes = ['auto', 'read', 'annotate'] as const;
const engines = ['auto', 'tensorflow', 'onnxruntime', 'cpu'] as const;

function refuse(name: string, value: string, wanted: string): never {
  throw new DomainError(
    'INVALID_ARGUMENT',
    `The setting ${name}=${value} is not ${wanted}. Change it, or leave it out.`,
  );
}

function wholeNumber(
  name: string,
  value: string | undefined,
  fallback: number,
  min: number,
  max: number,
): number {
  if (value === undefined || value === '') return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max)
    refuse(name, value, `a whole number from ${min} to ${max}`);
  return number;
}

function engineOf(value: string | undefined): Settings['engine'] {
  if (value === undefined || value === '') return 'auto';
  return (
    engines.find((engine) => engine === value) ??
    refuse('ENGRAM_ENGINE', value, `one of ${engines.join(', ')}`)
  );
}

function dashboardScopeOf(value: string | undefined): Settings['dashboardScope'] {
  if (value === undefined || value === '') return 'auto';
  return (
    dashboardScopes.find((scope) => scope === value) ??
    refuse('ENGRAM_DASHBOARD_SCOPE', value, `one of ${dashboardScopes.join(', ')}`)
  );
}

function databaseUrlOf(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  // The value may hold a password: it is never repeated.
  if (!/^postgres(ql)?:\/\//.test(value)) refuse('DATABASE_URL', '…', 'an address postgresql://…');
  return value;
}

/**
 * Reads the settings from the environment, and from a file `.env` in the project's root where it does not speak.
 * @throws DomainError INVALID_ARGUMENT naming the setting.
 */
export function readSettings(): Settings {
  const file = join(projectRoot, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const env = process.env;
  return {
    home: env.ENGRAM_HOME
      ? resolve(env.ENGRAM_HOME.replace(/^~(?=$|\/)/, homedir()))
      : join(homedir(), '.engram'),
    apiPort: wholeNumber('ENGRAM_API_PORT', env.ENGRAM_API_PORT, 4000, 0, 65_535),
    webPort: wholeNumber('ENGRAM_WEB_PORT', env.ENGRAM_WEB_PORT, 3000, 0, 65_535),
    host: env.ENGRAM_HOST || '127.0.0.1',
    webHost: env.ENGRAM_WEB_HOST || '127.0.0.1',
    dashboardScope: dashboardScopeOf(env.ENGRAM_DASHBOARD_SCOPE),
    databaseUrl: databaseUrlOf(env.DATABASE_URL),
    engine: engineOf(env.ENGRAM_ENGINE),
    threads: wholeNumber('ENGRAM_THREADS', env.ENGRAM_THREADS, availableParallelism(), 1, 256),
    codeVersion: env.ENGRAM_CODE_VERSION || undefined,
  };
}

/** The environment for a child that serves the dashboard. */
export function webEnvironment(o: {
  port: number;
  host: string;
  apiUrl: string;
  apiToken: string;
}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ENGRAM_WEB_PORT: String(o.port),
    ENGRAM_WEB_HOST: o.host,
    ENGRAM_API_URL: o.apiUrl,
    ENGRAM_API_TOKEN: o.apiToken,
  };
}
