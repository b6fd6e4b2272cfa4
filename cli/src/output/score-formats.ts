import { scores } from '@engram/store';
import Table from 'cli-table3';

export const scoreFormats = ['table', 'csv', 'json'] as const;
export type ScoreFormat = (typeof scoreFormats)[number];

const fixed = (value: number | null, digits = 4): string => (value === null ? '–' : value.toFixed(digits));

async function* table(records: AsyncIterable<scores.ScoreRecord>): AsyncGenerator<string> {
  const view = new Table({
    head: ['rank', 'index', 'class', 'score', 'interval', 'SE', 'without', 'with', 'P(top 5 %)', 'FDR'],
    colAligns: new Array<'right'>(10).fill('right'),
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
      row.fdr !== null && row.fdr < 0.0001 ? '< 0.0001' : fixed(row.fdr),
    ]);
  yield `${view.toString()}\n`;
}

/** The records as text, piece by piece. */
export const formatScores: Record<
  ScoreFormat,
  (records: AsyncIterable<scores.ScoreRecord>) => AsyncGenerator<string>
> = {
  table,
  csv: scores.csvOf,
  // `role` and `reason` stand only where there is one: most runs have neither.
  json: (records) => scores.jsonOf(records, ['role', 'reason', 'reasonCode']),
};
