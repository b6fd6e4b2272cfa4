import type { DatasetFormat } from './format.ts';

/** The libraries that read it are loaded when they are needed. */
export const parquet: DatasetFormat = {
  key: 'parquet',
  usage: 'parquet:FILE for a table',
  source: 'files',
  read: async (path, context) => (await import('../tables/parquet-table.ts')).readParquet(path, context),
};
