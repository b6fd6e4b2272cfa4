/**
 * Parquet: columns of numbers, or one column of lists, of texts or of encoded images; labels and ids beside them. Row group after
 * row group and column after column, so that little more than the values themselves is in memory.
 */
import { parquetMetadataAsync, parquetRead, type AsyncBuffer, type FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { expandHome } from '../../files/expand-home.ts';
import { isFolder, unreadable } from '../../files/unreadable.ts';
import { assertNotCancelled } from '../cancelled.ts';
import type { Dataset } from '../dataset.ts';
import { classNamesIn } from '../reading/class-names-in.ts';
import { columnsOf } from './columns.ts';
import { encodedImage, EncodedImages } from './encoded-images.ts';
import { describe, lengthsOfField, writeField } from './parquet-field.ts';
import { tableDataset } from './table-dataset.ts';
import { tableError } from './table-error.ts';
import type { TableOptions } from './table-options.ts';
import type { ReadContext } from '../formats/format.ts';

/** A file whose columns are read by row group. */
export class ParquetColumns {
  readonly count: number;
  readonly names: string[];

  constructor(
    readonly path: string,
    private readonly file: AsyncBuffer,
    private readonly metadata: FileMetaData,
    private readonly signal?: AbortSignal,
  ) {
    this.count = Number(metadata.num_rows);
    const [root, ...rest] = metadata.schema;
    this.names = [];
    // The children of the root: others are parts of lists and structures.
    for (let at = 0, left = root?.num_children ?? 0; left > 0; left--) {
      this.names.push(rest[at]!.name);
      for (let open = 1; open > 0; at++) open += (rest[at]!.num_children ?? 0) - 1;
    }
  }

  /** What programs wrote beside the columns under this key; null where nothing is. */
  note(key: string): string | null {
    return this.metadata.key_value_metadata?.find((each) => each.key === key)?.value ?? null;
  }

  /** The first field of a column. */
  async first(column: string): Promise<unknown> {
    return (await this.read(column, 0, 1))[0];
  }

  /** All fields of a column, with their rows from 0. */
  async each(column: string, work: (field: unknown, row: number) => void | Promise<void>): Promise<void> {
    for await (const { fields, start } of this.groups(column))
      for (let i = 0; i < fields.length; i++) await work(fields[i], start + i);
  }

  /** The fields of a column, a row group at a time, with the row of the first. */
  async *groups(column: string): AsyncGenerator<{ fields: unknown[]; start: number }, void, void> {
    let start = 0;
    for (const group of this.metadata.row_groups) {
      if (this.signal?.aborted) assertNotCancelled(this.signal, this.path);
      const end = start + Number(group.num_rows);
      const fields = await this.read(column, start, end);
      if (fields.length !== end - start)
        throw tableError(
          this.path,
          `column '${column}'`,
          `rows ${start + 1} to ${end} hold ${fields.length} fields.`,
        );
      yield { fields, start };
      start = end;
    }
  }

  async list(column: string | null): Promise<unknown[] | null> {
    if (column === null) return null;
    const all: unknown[] = [];
    await this.each(column, (field) => void all.push(field));
    return all;
  }

  private async read(column: string, rowStart: number, rowEnd: number): Promise<unknown[]> {
    let rows: unknown[][] = [];
    const { file, metadata } = this;
    try {
      await parquetRead({
        file,
        metadata,
        compressors,
        columns: [column],
        rowStart,
        rowEnd,
        utf8: false,
        onComplete: (found) => (rows = found),
      });
    } catch (error) {
      throw tableError(
        this.path,
        `column '${column}', rows ${rowStart + 1} to ${rowEnd}`,
        `it cannot be read (${(error as Error).message}).`,
      );
    }
    return rows.map((row) => row[0]);
  }
}

async function readTable(table: ParquetColumns, options: TableOptions): Promise<Dataset> {
  const { path, count, names } = table;
  if (count === 0) throw tableError(path, 'rows', 'it has none.');
  const { label, id, data } = columnsOf(path, names, options);
  if (data.length === 0) throw tableError(path, 'columns', 'it has none of values beside labels and ids.');
  const rows = await readValues(table, data, options);
  return tableDataset(
    {
      file: path,
      ...rows,
      labels: await table.list(label),
      classNames: label === null ? null : classNamesIn(table.note('huggingface'), label),
      ids: await table.list(id),
    },
    options,
  );
}

async function readValues(
  table: ParquetColumns,
  data: readonly string[],
  { kind }: TableOptions,
): Promise<{ values: Float32Array | Uint8Array | string[]; lengths: number[] }> {
  const [column] = data as [string];
  const first = await table.first(column);
  if (kind === 'text') return { values: await texts(table, column), lengths: [1] };
  if (data.length === 1 && encodedImage(first)) return images(table, column);
  const parts: number[][] = [];
  for (const name of data) {
    const field = await table.first(name);
    if (typeof field === 'string')
      throw tableError(
        table.path,
        `row 1, column '${name}'`,
        `it holds ${describe(field)}, no number. Name a column of labels with --label and of ids with --id; texts take --kind text.`,
      );
    parts.push(lengthsOfField(field));
  }
  const lengths = parts[0]!.length > 0 ? parts[0]! : [data.length];
  if (data.length > 1 && parts.some((part) => part.length > 0))
    throw tableError(
      table.path,
      'columns',
      `several could hold the values: ${data.map((name) => `'${name}'`).join(', ')}. Name one with --data, and labels and ids with --label and --id.`,
    );
  const size = lengths.reduce((a, b) => a * b, 1);
  const values = new Float32Array(table.count * size);
  for (const [at, name] of data.entries()) {
    const target = { file: table.path, column: name, lengths: parts[at]!, values };
    await table.each(name, (field, row) => writeField(target, field, row, row * size + at));
  }
  return { values, lengths };
}

async function texts(table: ParquetColumns, column: string): Promise<string[]> {
  const all: string[] = [];
  await table.each(column, (field, row) => {
    const text = field instanceof Uint8Array ? Buffer.from(field).toString() : field;
    if (typeof text !== 'string')
      throw tableError(
        table.path,
        `row ${row + 1}, column '${column}'`,
        `it holds ${describe(field)}, no text.`,
      );
    all.push(text);
  });
  return all;
}

async function images(
  table: ParquetColumns,
  column: string,
): Promise<{ values: Uint8Array; lengths: number[] }> {
  const decoder = new EncodedImages(table.path, column);
  let values = new Uint8Array();
  await table.each(column, (field, row) => decoder.look(field, row));
  await table.each(column, async (field, row) => {
    const bytes = await decoder.decode(field, row);
    if (row === 0) values = new Uint8Array(table.count * bytes.length);
    values.set(bytes, row * bytes.length);
  });
  return { values, lengths: decoder.lengths! };
}

/** Bytes of a file as they are asked for. */
const buffered = (handle: FileHandle, byteLength: number): AsyncBuffer => ({
  byteLength,
  async slice(start, end = byteLength) {
    const from = start < 0 ? byteLength + start : start;
    const bytes = new Uint8Array(Math.max(0, end - from));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    return bytes.buffer.slice(0, bytesRead);
  },
});

/**
 * Opens a file, and closes it after the work on it.
 * @throws DomainError INVALID_FILE when it cannot be read, or is no Parquet file
 */
export async function openParquet<T>(
  path: string,
  signal: AbortSignal | undefined,
  work: (table: ParquetColumns) => Promise<T>,
): Promise<T> {
  let handle: FileHandle;
  let size: number;
  try {
    const real = expandHome(path);
    const info = await stat(real);
    if (info.isDirectory()) throw isFolder();
    size = info.size;
    handle = await open(real);
  } catch (error) {
    throw unreadable(path, error, { missing: 'INVALID_FILE', other: 'INVALID_FILE' });
  }
  try {
    const file = buffered(handle, size);
    const metadata = await parquetMetadataAsync(file).catch((error: Error) => {
      throw tableError(path, 'footer', `it is no Parquet file, or cut short (${error.message}).`);
    });
    return await work(new ParquetColumns(path, file, metadata, signal));
  } finally {
    await handle.close();
  }
}

/** Reads a file as a dataset. @throws DomainError INVALID_FILE or INVALID_ARGUMENT naming file, place and reason */
export const readParquet = (path: string, { signal, table = {} }: ReadContext): Promise<Dataset> =>
  openParquet(path, signal, (columns) => readTable(columns, table));
