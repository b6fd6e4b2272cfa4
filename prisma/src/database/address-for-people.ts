import { formatAddress, parseAddress } from './database-address.ts';

/** Of an id that is none, nothing is stored. */
export { isUuid } from '@engram/core';

/** Where a database is, for people: host, port and name, never user or password. */
export function addressOf(url: string): string {
  try {
    const { host, port, database } = parseAddress(url);
    return `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
  } catch {
    return 'the address in DATABASE_URL, which is not a URL';
  }
}

/** The same server and user, another database. */
export function withDatabase(url: string, database: string): string {
  return formatAddress({ ...parseAddress(url), database });
}

export function databaseOf(url: string): string {
  return parseAddress(url).database;
}
