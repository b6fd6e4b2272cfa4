import { formatAddress, parseAddress } from './database/database-address.ts';

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether PostgreSQL would take `id` as a UUID; anything else names nothing that is stored. */
export function isUuid(id: string): boolean {
  return uuidPattern.test(id);
}

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
