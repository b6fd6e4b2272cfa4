import { basename } from 'node:path';
import { openParquet } from '../../datasets/tables/parquet-table.ts';
import { tableError } from '../../datasets/tables/table-error.ts';
import type { ScoreTableReader } from './score-table.ts';

/** @throws DomainError INVALID_FILE with file, rows and reason */
export const readParquetScores: ScoreTableReader = (path, choose, signal) =>
  openParquet(path, signal, async (table) => {
    if (table.count === 0) throw tableError(path, 'rows', 'it has none.');
    const columns = new Map<string, unknown[]>();
    for (const name of choose(table.names)) columns.set(name, (await table.list(name))!);
    return {
      file: basename(path),
      count: table.count,
      columns,
      ignored: table.names.filter((name) => !columns.has(name)),
      place: (column, row) => `row ${row + 1}, column '${column}'`,
    };
  });
