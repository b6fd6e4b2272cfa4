import { csvText } from '@engram/core';
import { scores } from '@engram/store';
import Table from 'cli-table3';
import type { ScoreRecord } from './score-rows.ts';

export const scoreFormats = ['table', 'csv', 'json'] as const;
export type ScoreFormat = (typeof scoreFormats)[number];

/** Columns of the CSV: the keys of a record, in its order. */
export const scoreColumns = scores.exportFields;

type Cell = string | number | boolean | null;

/** RFC 4180: quoted where needed; empty where there is no value. Text that a spreadsheet would run is quoted with '. */
function csvCell(value: Cell): string {
  if (value === null) return '';
  return typeof value === 'string' ? csvText(value) : String(value);
}

async function* csv(records: AsyncIterable<ScoreRecord>): AsyncGenerator<string> {
  yield `${scoreColumns.join(',')}\n`;
  for await (const record of records) yield `${scoreColumns.map((key) => csvCell(record[key])).join(',')}\n`;
}

/** `role` and `reason` stand only where there is one: most runs have neither. */
const withoutBlanks = (key: string, value: unknown): unknown =>
  value === null && (key === 'role' || key === 'reason') ? undefined : value;

async function* json(records: AsyncIterable<ScoreRecord>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const record of records) {
    yield before + JSON.stringify(record, withoutBlanks);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

const fixed = (value: number | null, digits = 4): string => (value === null ? '–' : value.toFixed(digits));

async function* table(records: AsyncIterable<ScoreRecord>): AsyncGenerator<string> {
  const view = new Table({
    head: ['rank', 'index', 'class', 'score', 'interval', 'SE', 'without', 'with', 'P(top 5 %)'],
    colAligns: ['right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for await (const row of records)
    view.push([
      row.rank ?? '–',
      row.index,
      row.className ?? row.class ?? '–',
      row.identifiable ? fixed(row.value) : (row.reason ?? 'not identifiable'),
      row.low === null ? '–' : `${fixed(row.low)} … ${fixed(row.high)}`,
      fixed(row.standardError),
      fixed(row.alignmentOut),
      fixed(row.alignmentIn),
      fixed(row.topFraction, 2),
    ]);
  yield `${view.toString()}\n`;
}

/** The records as text, piece by piece. */
export const formatScores: Record<
  ScoreFormat,
  (records: AsyncIterable<ScoreRecord>) => AsyncGenerator<string>
> = {
  table,
  csv,
  json,
};
