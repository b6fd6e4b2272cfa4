/** A file of scores, read and checked; it knows no dataset yet. */
import { DomainError } from '@engram/core';
import { fileKind, fileKindBytes } from '../../files/file-kind.ts';
import { readChunks } from '../../files/read-chunks.ts';
import { sizeOfRegularFile } from '../../files/regular-file.ts';
import { unreadable } from '../../files/unreadable.ts';
import type { RowKeys } from '../matching/row-keys.ts';
import { readRowKeys } from './read-row-keys.ts';
import { findScoreColumns, type ScoreColumn, type ScoreColumnOptions } from './score-columns.ts';
import { fieldError, scoreNumbers } from './score-fields.ts';
import type { ScoreTable, ScoreTableReader } from './score-table.ts';

/** [N] of a file, in its order; null where it has none. */
export interface GivenScores extends RowKeys {
  /** Finite, or null where the file gives no score. */
  values: readonly (number | null)[];
  standardErrors: readonly (number | null)[] | null;
  low: readonly (number | null)[] | null;
  high: readonly (number | null)[] | null;
  /** Names of columns that were not read. */
  ignored: readonly string[];
}

/** The first bytes of a file. */
async function headOf(path: string): Promise<Buffer> {
  await sizeOfRegularFile(path);
  try {
    for await (const chunk of readChunks(path)) return chunk.subarray(0, fileKindBytes);
    return Buffer.alloc(0);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What reads the file, by its first bytes and not by its name. */
async function readerOf(path: string): Promise<ScoreTableReader> {
  const head = await headOf(path);
  const begin = head.toString('latin1', 0, 4);
  if (begin === 'PAR1') return (await import('./parquet-scores.ts')).readParquetScores;
  if (begin === 'PK\x03\x04' || begin === 'PK\x05\x06')
    return (await import('./npz-scores.ts')).readNpzScores;
  const kind = fileKind(head);
  if (kind && begin.slice(0, 2) !== '\x1f\x8b')
    throw new DomainError(
      'INVALID_FILE',
      `${path}, byte 0: it is ${kind.name}. ${kind.next ?? 'Scores are read from csv, Parquet and .npz'}.`,
    );
  return (await import('./csv-scores.ts')).readCsvScores;
}

/**
 * Reads scores from a csv, Parquet or `.npz` file.
 * @throws DomainError INVALID_FILE, INVALID_SCORE_INPUT or INVALID_ARGUMENT naming file, place and value; NOT_FOUND
 */
export async function readScores(
  path: string,
  options: ScoreColumnOptions = {},
  signal?: AbortSignal,
): Promise<GivenScores> {
  const read = await readerOf(path);
  let names: Partial<Record<ScoreColumn, string>> = {};
  const table = await read(
    path,
    (all) => {
      names = findScoreColumns(path, all, options);
      // The scores first: the other columns must be as long.
      return [...new Set([names.value!, ...Object.values(names)])];
    },
    signal,
  );
  const { value, low, high, standardError } = names;
  const scores: GivenScores = {
    ...readRowKeys(table, names),
    values: scoreNumbers(table, value!),
    standardErrors: standardError === undefined ? null : scoreNumbers(table, standardError),
    low: low === undefined ? null : scoreNumbers(table, low),
    high: high === undefined ? null : scoreNumbers(table, high),
    ignored: table.ignored,
  };
  checkScores(scores, table, names);
  return scores;
}

/** Rejects what no score can have. */
function checkScores(
  { values, low, high, standardErrors, count }: GivenScores,
  table: ScoreTable,
  names: Partial<Record<ScoreColumn, string>>,
): void {
  const fail = (column: ScoreColumn, row: number, reason: string): DomainError =>
    fieldError(table, names[column]!, row, reason);
  if (values.every((value) => value === null))
    throw fail('value', 0, `none of the ${count} rows has a score.`);
  for (let row = 0; row < count; row++) {
    const error = standardErrors?.[row] ?? null;
    if (error !== null && error < 0)
      throw fail('standardError', row, `a standard error of ${error} is below 0.`);
    const [from, to] = [low?.[row] ?? null, high?.[row] ?? null];
    if ((from === null) !== (to === null))
      throw fail(from === null ? 'low' : 'high', row, 'the interval has one end alone.');
    if (from !== null && from > to!) throw fail('low', row, `the interval runs from ${from} down to ${to}.`);
    if (values[row] === null && (error !== null || from !== null))
      throw fail('value', row, 'the score is missing, and its interval or standard error is given.');
  }
}
