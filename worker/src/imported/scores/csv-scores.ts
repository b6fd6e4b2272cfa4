import { basename } from 'node:path';
import { csvRecords } from '../../datasets/tables/csv-records.ts';
import { tableError } from '../../datasets/tables/table-error.ts';
import type { ScoreTableReader } from './score-table.ts';

/** A table of text, whose first line names its columns. @throws DomainError INVALID_FILE with file, line and reason */
export const readCsvScores: ScoreTableReader = async (path, choose, signal) => {
  const lines: number[] = [];
  let chosen: { name: string; at: number; fields: string[] }[] = [];
  let names: readonly string[] = [];
  for await (const { record, line, header, hasNames } of csvRecords(path, signal)) {
    if (lines.length === 0) {
      if (!hasNames)
        throw tableError(
          path,
          'line 1',
          "it holds numbers, and should name the columns, such as 'index,value'. Add a first line with names.",
        );
      names = header;
      chosen = choose(names).map((name) => ({ name, at: names.indexOf(name), fields: [] }));
    }
    lines.push(line);
    for (const { at, fields } of chosen) fields.push(record[at]!);
  }
  if (lines.length === 0) throw tableError(path, 'rows', 'it has none.');
  const columns = new Map(chosen.map(({ name, fields }) => [name, fields]));
  return {
    file: basename(path),
    count: lines.length,
    columns,
    ignored: names.filter((name) => !columns.has(name)),
    place: (column, row) => `line ${lines[row]}, column '${column}'`,
  };
};
