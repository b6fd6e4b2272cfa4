import { DomainError } from '@engram/core';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { recordFields, recordType, type RecordField, type ScoreRecord } from './score-record.ts';

/** Rows held at a time; large enough to compress well, small enough for any heap. */
const rowGroupSize = 16_384;

/** The type of each column by its Arrow type. */
const parquetTypes = {
  Int32: { type: 'INT32' },
  Float64: { type: 'DOUBLE' },
  Bool: { type: 'BOOLEAN' },
  Utf8: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
} as const;

const schemaOf = (fields: readonly RecordField[]) => [
  { name: 'scores', num_children: fields.length },
  ...fields.map((name) => {
    const { arrow, nullable } = recordType(name);
    const repetition_type = nullable ? ('OPTIONAL' as const) : ('REQUIRED' as const);
    return { name, ...parquetTypes[arrow], repetition_type };
  }),
];

/** A Parquet file of scores, piece by piece; numbers keep their bits. The same scores give the same bytes. @throws DomainError NOT_FOUND without scores */
export async function* parquetOf(
  records: AsyncIterable<ScoreRecord>,
  fields: readonly RecordField[] = recordFields,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(fields), createdBy: 'Engram' });
  const take = (): Uint8Array => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  let group: ScoreRecord[] = [];
  const write = async (): Promise<void> => {
    await writer.write({ columnData: fields.map((name) => column(name, group)), rowGroupSize });
    group = [];
  };
  for await (const record of records) {
    group.push(record);
    if (group.length < rowGroupSize) continue;
    await write();
    yield take();
  }
  if (group.length > 0) await write();
  // Readers differ over a file without row groups; many reject it.
  if (writer.num_rows === 0n)
    throw new DomainError('NOT_FOUND', 'There are no scores to write; a Parquet file needs at least one.');
  writer.finish();
  yield take();
}

function column(name: RecordField, group: readonly ScoreRecord[]) {
  const data = group.map((record) => record[name]);
  // A dictionary would hold 0 for −0.
  return recordType(name).arrow === 'Float64' ? { name, data, encoding: 'PLAIN' as const } : { name, data };
}
