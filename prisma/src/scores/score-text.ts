/** Scores as text: what the API exports and what the command prints. */
import { csvText } from '@engram/core';
import { recordFields, type RecordField, type ScoreRecord } from './score-record.ts';

/** RFC 4180, empty where there is no value. Text that a spreadsheet would run is quoted with '. */
export async function* csvOf(
  records: AsyncIterable<ScoreRecord>,
  fields: readonly RecordField[] = recordFields,
): AsyncGenerator<string> {
  yield `${fields.join(',')}\n`;
  for await (const record of records) yield `${fields.map((field) => csvCell(record[field])).join(',')}\n`;
}

function csvCell(value: ScoreRecord[RecordField]): string {
  if (value === null) return '';
  return typeof value === 'string' ? csvText(value) : String(value);
}

/**
 * One array, one record a line.
 * @param sparse fields that are left out of the records in which they are null
 */
export async function* jsonOf(
  records: AsyncIterable<ScoreRecord>,
  sparse: readonly RecordField[] = [],
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const record of records) {
    const present = recordFields.filter((field) => record[field] !== null || !sparse.includes(field));
    yield before + JSON.stringify(record, present);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
