import { DomainError } from '@engram/core';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { exportFields, exportRecordTypes, type ExportField, type ExportRecord } from './score-record.ts';

/** Rows held at a time; large enough to compress well, small enough for any heap. */
const rowGroupSize = 16_384;

/** Fields that every score has. */
const required: ReadonlySet<ExportField> = new Set(['index', 'contentHash', 'nIn', 'nOut', 'identifiable']);

const schema = [
  { name: 'scores', num_children: exportFields.length },
  ...exportFields.map((name) => {
    const type = exportRecordTypes[name];
    const repetition_type = required.has(name) ? ('REQUIRED' as const) : ('OPTIONAL' as const);
    return type === 'STRING'
      ? { name, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type }
      : { name, type, repetition_type };
  }),
];

/** A Parquet file of scores, piece by piece; numbers keep their bits. The same scores give the same bytes. @throws DomainError NOT_FOUND without scores */
export async function* parquetOf(records: AsyncIterable<ExportRecord>): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'Engram' });
  const take = (): Uint8Array => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  let group: ExportRecord[] = [];
  const write = async (): Promise<void> => {
    await writer.write({ columnData: exportFields.map((name) => column(name, group)), rowGroupSize });
    group = [];
  };
  for await (const record of records) {
    group.push(record);
    if (group.length < rowGroupSize) continue;
    await write();
    yield take();
  }
  if (group.length > 0) await write();
  // Readers differ over a file without row groups; many refuse it.
  if (writer.num_rows === 0n)
    throw new DomainError('NOT_FOUND', 'There are no scores to write; a Parquet file needs at least one.');
  writer.finish();
  yield take();
}

function column(name: ExportField, group: readonly ExportRecord[]) {
  const data = group.map((record) => record[name]);
  // A dictionary would hold 0 for −0.
  return exportRecordTypes[name] === 'DOUBLE' ? { name, data, encoding: 'PLAIN' as const } : { name, data };
}
