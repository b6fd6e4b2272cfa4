import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import { CopyEncoder, type ColumnType, type CopyValue } from './copy-encoder.ts';

/** Rows are sent in pieces of about this many bytes: large enough to amortise a write, small enough for any heap. */
const chunkBytes = 256 * 1024;

/**
 * Loads rows by COPY in PostgreSQL's binary format, inside the transaction that `client` is in. Floats arrive with the bits
 * they had.
 * @param columns name → type, in the order of each row's values
 * @returns number of rows loaded
 */
export async function copyRows(
  client: pg.PoolClient,
  table: string,
  columns: Readonly<Record<string, ColumnType>>,
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  const names = Object.keys(columns).map((name) => `"${name}"`);
  const sink = client.query(from(`COPY "${table}" (${names.join(', ')}) FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from(chunksOf(Object.values(columns), rows), { highWaterMark: 2 }), sink);
  return sink.rowCount;
}

function* chunksOf(types: readonly ColumnType[], rows: Iterable<readonly CopyValue[]>): Generator<Buffer> {
  const encoder = new CopyEncoder(types, chunkBytes);
  for (const row of rows) {
    encoder.add(row);
    if (encoder.length >= chunkBytes) yield encoder.take();
  }
  encoder.end();
  yield encoder.take();
}
