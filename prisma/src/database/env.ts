/** Variables that libpq reads too, for what an address leaves out. */
export type LibpqVariable =
  'PGHOST' | 'PGPORT' | 'PGUSER' | 'PGDATABASE' | 'PGSSLMODE' | 'PGSSLROOTCERT' | 'PGSSLCERT' | 'PGSSLKEY';

export const libpq = (name: LibpqVariable): string | undefined => process.env[name] || undefined;
