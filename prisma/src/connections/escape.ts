import pg from 'pg';

/** A name as PostgreSQL reads it in a statement. */
export const escapeIdentifier = (name: string): string => pg.escapeIdentifier(name);
