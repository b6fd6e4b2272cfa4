import type { DatasetFormat } from './format.ts';

/** The libraries that read it are loaded when they are needed. */
export const csv: DatasetFormat = {
  key: 'csv',
  usage: 'csv:FILE for a table of numbers or texts',
  source: 'files',
  read: async (path, context) => (await import('../tables/csv-table.ts')).readCsv(path, context),
};
