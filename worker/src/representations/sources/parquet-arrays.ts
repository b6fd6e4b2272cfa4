/** Columns of a Parquet file as arrays: lists of numbers [N, M, D], and one value a row [N]. */
import { DomainError } from '@engram/core';
import { basename } from 'node:path';
import { fieldText } from '../../datasets/tables/field-text.ts';
import { lengthsOfField, writeField } from '../../datasets/tables/parquet-field.ts';
import { openParquet, type ParquetColumns } from '../../datasets/tables/parquet-table.ts';
import { ByteStream } from '../../files/numpy/byte-stream.ts';
import { elementType, type ElementType, type TextType } from '../../files/numpy/element-type.ts';
import type { NpyHeader } from '../../files/numpy/npy.ts';
import type { NpzArray, NpzFile } from '../../files/numpy/npz.ts';
import { wholeArray } from '../../files/numpy/whole-array.ts';

const descr = '<f8';
const bytesOfValue = 8;

/**
 * Opens a file for `work`. A column of lists of lists is [N, M, D]; one of plain lists becomes so with `views`.
 * @throws DomainError INVALID_FILE with file, row, column and reason
 */
export function withParquetArrays<T>(
  path: string,
  views: number | undefined,
  work: (file: NpzFile) => Promise<T>,
): Promise<T> {
  return openParquet(path, undefined, (table) => {
    const file = basename(path);
    return work({
      file,
      names: table.names,
      array: (name) => arrayOf(table, file, name, views),
      close: () => Promise.resolve(),
    });
  });
}

async function arrayOf(
  table: ParquetColumns,
  file: string,
  name: string,
  views: number | undefined,
): Promise<NpzArray> {
  const where = `${file}, column '${name}'`;
  const first = table.count === 0 ? 0 : await table.first(name);
  if (typeof first === 'string' || first instanceof Uint8Array) return textArray(table, where, name);
  const lengths = lengthsOfField(first);
  const each = lengths.reduce((product, length) => product * length, 1);
  const shape = [table.count, ...asViews(lengths, views, where)];
  const header = headerOf(elementType(descr) as ElementType, descr, shape, table.count * each);
  const stream = (): Promise<ByteStream> => Promise.resolve(new ByteStream(valuesOf(table, name, lengths)));
  return { name, where, header, stream, bytes: () => wholeArray(where, header.fileBytes, stream) };
}

/** Flat lists hold the views of a datapoint one after the other. */
function asViews(lengths: number[], views: number | undefined, where: string): number[] {
  if (lengths.length !== 1) return lengths;
  if (views === undefined)
    throw new DomainError(
      'INVALID_FILE',
      `${where}: it holds lists of ${lengths[0]} numbers. Say with --views how many views each holds, or save lists of lists, one for each view.`,
    );
  if (lengths[0]! % views !== 0)
    throw new DomainError(
      'INVALID_FILE',
      `${where}: lists of ${lengths[0]} numbers cannot hold ${views} views (--views) of the same length.`,
    );
  return [views, lengths[0]! / views];
}

const headerOf = (type: ElementType, named: string, shape: number[], count: number): NpyHeader => ({
  ...{ descr: named, type, fortranOrder: false, shape, count },
  dataOffset: 0,
  fileBytes: count * type.size,
});

/** The numbers of a column in the order of its rows, as bytes of float64; a row group at a time is in memory. */
async function* valuesOf(
  table: ParquetColumns,
  column: string,
  lengths: readonly number[],
): AsyncGenerator<Uint8Array, void, void> {
  const each = lengths.reduce((product, length) => product * length, 1);
  for await (const { fields, start } of table.groups(column)) {
    const values = new Float64Array(fields.length * each);
    const target = { file: table.path, column, lengths, values };
    fields.forEach((field, n) => writeField(target, field, start + n, n * each));
    yield new Uint8Array(values.buffer, 0, values.length * bytesOfValue);
  }
}

/** Texts such as ids and hashes. */
async function textArray(table: ParquetColumns, where: string, name: string): Promise<NpzArray> {
  const texts = (await table.list(name))!.map((field, row) => {
    const text = isDigest(field) ? Buffer.from(field).toString('hex') : fieldText(field);
    if (text === null)
      throw new DomainError(
        'INVALID_FILE',
        `${table.path}, row ${row + 1}, column '${name}': the value is missing.`,
      );
    return text;
  });
  const type: TextType = { kind: 'text', size: 0, decode: () => texts };
  const nothing = (async function* (): AsyncGenerator<Uint8Array, void, void> {})();
  return {
    name,
    where,
    header: headerOf(type, 'text', [texts.length], texts.length),
    stream: () => Promise.resolve(new ByteStream(nothing)),
    bytes: () => Promise.resolve(new Uint8Array()),
  };
}

const isDigest = (field: unknown): field is Uint8Array => field instanceof Uint8Array && field.length === 32;
