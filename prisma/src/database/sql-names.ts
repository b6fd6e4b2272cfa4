import { escapeIdentifier } from '../connections/escape.ts';

/** An identifier as it stands in SQL that is shown to be copied. */
export const quoted = (name: string): string => escapeIdentifier(name);

/** `CREATE DATABASE` that gives UTF8 whatever the server's own encoding and locale are. */
export function createDatabaseSql(name: string, owner?: string): string {
  const belongs = owner === undefined ? '' : ` OWNER ${quoted(owner)}`;
  return `CREATE DATABASE ${quoted(name)}${belongs} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`;
}
