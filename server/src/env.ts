import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { DomainError } from '@engram/core';

/** What the surroundings decide when the server runs on its own; `.env.example` explains each. */
export interface ServerSettings {
  home: string;
  host: string;
  port: number;
  databaseUrl: string | undefined;
  corsOrigin: string | undefined;
}

/** @throws DomainError INVALID_ARGUMENT naming the setting */
export function readSettings(env: NodeJS.ProcessEnv = process.env): ServerSettings {
  return {
    home: env.ENGRAM_HOME
      ? resolve(env.ENGRAM_HOME.replace(/^~(?=$|\/)/, homedir()))
      : join(homedir(), '.engram'),
    host: env.ENGRAM_HOST || '127.0.0.1',
    port: portOf(env.ENGRAM_API_PORT),
    databaseUrl: env.DATABASE_URL || undefined,
    corsOrigin: env.ENGRAM_CORS_ORIGIN || undefined,
  };
}

function portOf(value: string | undefined): number {
  const port = value ? Number(value) : 4000;
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `The setting ENGRAM_API_PORT=${value} is not a whole number from 0 to 65535.`,
  );
}
