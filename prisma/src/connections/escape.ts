import pg from 'pg';

/** A name as PostgreSQL reads it in a statement. */
export const escapeIdentifier = (name: string): string => pg.escapeIdentifier(name);

/** A text as PostgreSQL reads it in a statement that takes no parameters. */
export const escapeLiteral = (text: string): string => pg.escapeLiteral(text);
