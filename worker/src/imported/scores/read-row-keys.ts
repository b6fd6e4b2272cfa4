import { isSha256 } from '@engram/core';
import { fieldText } from '../../datasets/tables/field-text.ts';
import { labelClasses } from '../../datasets/tables/label-classes.ts';
import type { Labels, RowKeys } from '../matching/row-keys.ts';
import { fieldError, scoreNumbers, shownField } from './score-fields.ts';
import type { ScoreColumn } from './score-columns.ts';
import type { ScoreTable } from './score-table.ts';

const largestIndex = 2 ** 31 - 1;
const digestBytes = 32;

/**
 * Which datapoints the rows of a table say that they are.
 * @throws DomainError INVALID_SCORE_INPUT with file and place for a key that is none, or is missing
 */
export function readRowKeys(table: ScoreTable, names: Partial<Record<ScoreColumn, string>>): RowKeys {
  const { index, hash, id, label } = names;
  return {
    file: table.file,
    count: table.count,
    indices: index === undefined ? null : indicesOf(table, index),
    hashes: hash === undefined ? null : hashesOf(table, hash),
    ids: id === undefined ? null : idsOf(table, id),
    labels: label === undefined ? null : labelsOf(table, label),
    place: (key, row) => table.place(names[key] ?? key, row),
  };
}

const indicesOf = (table: ScoreTable, column: string): number[] =>
  scoreNumbers(table, column).map((value, row) => {
    if (value !== null && Number.isInteger(value) && value >= 0 && value <= largestIndex) return value;
    throw fieldError(
      table,
      column,
      row,
      value === null
        ? 'the index is missing.'
        : `${value} is no index: a whole number from 0 to ${largestIndex}.`,
    );
  });

const hashesOf = (table: ScoreTable, column: string): string[] =>
  table.columns.get(column)!.map((field, row) => {
    const isDigest = field instanceof Uint8Array && field.length === digestBytes;
    const text = isDigest
      ? Buffer.from(field).toString('hex')
      : (fieldText(field) ?? '').trim().toLowerCase();
    if (isSha256(text)) return text;
    throw fieldError(
      table,
      column,
      row,
      text === ''
        ? 'the content hash is missing.'
        : `${shownField(field)} is no SHA-256 in 64 hexadecimal digits.`,
    );
  });

const idsOf = (table: ScoreTable, column: string): string[] =>
  table.columns.get(column)!.map((field, row) => {
    const text = fieldText(field);
    if (text !== null && text !== '') return text;
    throw fieldError(table, column, row, 'the id is missing.');
  });

function labelsOf(table: ScoreTable, column: string): Labels {
  const { labels, classes } = labelClasses(table.file, table.columns.get(column)!);
  const areNumbers = classes.every(({ index, name }) => name === String(index));
  return {
    classes: Array.from(labels, (label) => (label < 0 ? null : label)),
    names: areNumbers ? null : classes.map(({ name }) => name),
  };
}
