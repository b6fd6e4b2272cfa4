import { DomainError } from '@engram/core';
import { createDatabaseSql, quoted } from './sql-names.ts';
import type { Survey } from './survey.ts';

/** Major versions that Engram is made for; a newer one is let in, and `engram doctor` says so. */
export const supportedVersions = { oldest: 14, newest: 18 } as const;

const unavailable = (message: string): DomainError => new DomainError('STORE_UNAVAILABLE', message);

/** @throws DomainError STORE_UNAVAILABLE when the server or the database is of a kind that cannot hold the store */
export function assertServer(survey: Survey, address: string): void {
  const { database, role } = survey;
  const major = Math.floor(survey.version / 10_000);
  if (major < supportedVersions.oldest)
    throw unavailable(
      `The server at ${address} is PostgreSQL ${major}, and Engram needs ${supportedVersions.oldest} to ` +
        `${supportedVersions.newest}: upgrade it, or use another server.`,
    );
  if (survey.encoding !== 'UTF8')
    throw unavailable(
      `The database at ${address} has the encoding ${survey.encoding}, which cannot hold every text; Engram needs UTF8. Make one ` +
        `and name it in DATABASE_URL: ${createDatabaseSql(`${database}_utf8`, role)}`,
    );
  if (survey.isStandby)
    throw unavailable(
      `The server at ${address} is a standby, which cannot be written to. Point DATABASE_URL at the primary server.`,
    );
  if (survey.isReadOnly)
    throw unavailable(
      `The database at ${address} gives ${quoted(role)} read-only transactions (default_transaction_read_only is on). Reset it where ` +
        `it was set: ALTER ROLE ${quoted(role)} RESET default_transaction_read_only; or ALTER DATABASE ${quoted(database)} RESET default_transaction_read_only`,
    );
}
