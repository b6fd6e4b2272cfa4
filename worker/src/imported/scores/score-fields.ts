import { DomainError, printableLine } from '@engram/core';
import { parseNumber } from '../../datasets/tables/csv-numbers.ts';
import { fieldText } from '../../datasets/tables/field-text.ts';
import type { ScoreTable } from './score-table.ts';

/** What is wrong with a field of a file, with file and place. */
export const fieldError = (table: ScoreTable, column: string, row: number, reason: string): DomainError =>
  new DomainError('INVALID_SCORE_INPUT', `${table.file}, ${table.place(column, row)}: ${reason}`);

export const shownField = (field: unknown): string =>
  field !== null && typeof field === 'object' && !(field instanceof Uint8Array)
    ? 'a list or structure'
    : printableLine(JSON.stringify((fieldText(field) ?? '').slice(0, 60)));

/**
 * [N] finite numbers of float64; null where the field is empty.
 * @throws DomainError INVALID_SCORE_INPUT with file and place for anything else, NaN included
 */
export function scoreNumbers(table: ScoreTable, column: string): (number | null)[] {
  return table.columns.get(column)!.map((field, row) => {
    const value = numberOf(field);
    if (value === null || Number.isFinite(value)) return value;
    const reason =
      typeof field === 'number'
        ? `it is ${field}, no finite number. Leave out what has no score: the row, or in csv and Parquet the value.`
        : `${shownField(field)} is no finite number.`;
    throw fieldError(table, column, row, reason);
  });
}

/** A field as a number; null where it is empty, NaN where it holds anything else. */
function numberOf(field: unknown): number | null {
  if (field === null || field === undefined) return null;
  if (typeof field === 'number') return field;
  if (typeof field === 'bigint') return Number(field);
  if (typeof field !== 'string' && !(field instanceof Uint8Array)) return NaN;
  const text = fieldText(field)!.trim();
  return text === '' ? null : parseNumber(text);
}
