import { classNamesOf } from '../datasets/dataset-repository.ts';
import { findByIds } from '../runs/run-repository.ts';
import { parquetOf } from './score-parquet.ts';
import { packScores } from './score-arrays.ts';
import { scoreRecord, type ScoreRecord } from './score-record.ts';
import { csvOf, jsonOf } from './score-text.ts';
import { stream } from './score-stream.ts';
import type { Store } from '../store.ts';

/** `columns` is what the explorer of the dashboard reads (core's score-arrays.ts); the others are for people. */
export const exportFormats = ['parquet', 'csv', 'json', 'columns'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Text is gathered into pieces of about this many characters. */
const pieceLength = 64 * 1024;

/**
 * All scores of a run, one row a datapoint, by index, as the bytes of a file. Memory does not grow with the run; every number
 * can be read back with the bits it has in the store, but that text formats write −0 as 0.
 */
export async function* exportScores(
  store: Store,
  runId: string,
  format: ExportFormat,
): AsyncGenerator<Uint8Array> {
  if (format === 'columns') return yield* packScores(store, runId);
  const records = recordsOf(store, runId);
  yield* format === 'parquet'
    ? parquetOf(records)
    : encoded(format === 'csv' ? csvOf(records) : jsonOf(records));
}

async function* recordsOf(store: Store, runId: string): AsyncGenerator<ScoreRecord> {
  const [run] = await findByIds(store, [runId]);
  const classNames = await classNamesOf(store, run?.datasetId ?? '');
  for await (const score of stream(store, runId)) yield scoreRecord(score, classNames);
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let gathered = '';
  for await (const text of texts) {
    gathered += text;
    if (gathered.length < pieceLength) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  yield Buffer.from(gathered);
}
