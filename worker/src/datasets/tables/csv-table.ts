/** Tables of text: comma, semicolon or tab between the fields, quotes around those that hold one, one row a datapoint. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { readChunks } from '../../files/read-chunks.ts';
import { unreadable } from '../../files/unreadable.ts';
import { assertNotCancelled } from '../cancelled.ts';
import type { Dataset } from '../dataset.ts';
import { columnsOf, type TableColumns } from './columns.ts';
import { CsvNumbers, sniffDelimiter } from './csv-numbers.ts';
import { tableDataset } from './table-dataset.ts';
import { optionError, tableError } from './table-error.ts';
import type { TableOptions } from './table-options.ts';
import { ValueBlocks } from './value-blocks.ts';
import type { ReadContext } from '../formats/format.ts';

interface CsvRecord {
  record: string[];
  /** Line of the file that it ends on, from 1. */
  line: number;
}

async function* unpacked(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const chunks = readChunks(path, signal);
  const first = await chunks.next();
  if (first.done) return;
  const whole = (async function* () {
    yield first.value;
    yield* chunks;
  })();
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  yield* isGzip ? (Readable.from(whole).pipe(createGunzip()) as AsyncIterable<Buffer>) : whole;
}

/** The records of a file, in order. @throws DomainError INVALID_FILE with line and reason */
async function* recordsOf(path: string, signal?: AbortSignal): AsyncGenerator<CsvRecord> {
  const chunks = unpacked(path, signal);
  const first = await chunks.next();
  if (first.done) throw tableError(path, 'line 1', 'the file is empty.');
  const whole = (async function* () {
    yield first.value;
    yield* chunks;
  })();
  const parser = parse({
    bom: true,
    delimiter: sniffDelimiter(first.value),
    info: true,
    skip_empty_lines: true,
  });
  const source = Readable.from(whole);
  // An error of the file ends the parser as well.
  source.on('error', (error) => parser.destroy(error));
  for await (const each of source.pipe(parser)) {
    const { record, info } = each as { record: string[]; info: { lines: number } };
    yield { record, line: info.lines };
  }
}

async function readRecords(path: string, options: TableOptions, signal?: AbortSignal): Promise<Dataset> {
  let header: string[] | null = null;
  let table: CsvTable | null = null;
  for await (const { record, line } of recordsOf(path, signal)) {
    if (signal?.aborted) assertNotCancelled(signal, path);
    if (!header) {
      const isNumbers = record.every(
        (field) => field.trim() !== '' && !Number.isNaN(Number(field.replace(',', '.'))),
      );
      header = isNumbers ? record.map((_, at) => String(at + 1)) : record.map((name) => name.trim());
      const twice = header.find((name, at) => header!.indexOf(name) !== at);
      if (twice !== undefined)
        throw tableError(path, 'line 1', `two columns have the name '${twice}'. Rename one.`);
      table = new CsvTable(path, header, options);
      if (!isNumbers) continue;
    }
    table!.add(record, line);
  }
  if (!table) throw tableError(path, 'line 1', 'the file has no rows.');
  return table.dataset();
}

/** Rows of a file, collected. */
class CsvTable {
  private readonly columns: TableColumns;
  private readonly at: { label: number; id: number; data: number[] };
  private readonly values = new ValueBlocks();
  private readonly texts: string[] = [];
  private readonly labels: string[] = [];
  private readonly ids: string[] = [];
  private readonly numbers: CsvNumbers;

  constructor(
    private readonly file: string,
    private readonly names: readonly string[],
    private readonly options: TableOptions,
  ) {
    this.columns = columnsOf(file, names, options);
    const place = (name: string | null): number => (name === null ? -1 : names.indexOf(name));
    const { label, id, data } = this.columns;
    this.at = { label: place(label), id: place(id), data: data.map(place) };
    if (data.length === 0)
      throw tableError(file, 'line 1', 'it has no column of values beside labels and ids.');
    if (options.data !== undefined && options.kind !== 'text')
      throw optionError(file, 'data', 'is for texts here: every column but labels and ids holds values.');
    this.numbers = new CsvNumbers(file);
  }

  add(record: readonly string[], line: number): void {
    if (this.at.label >= 0) this.labels.push(record[this.at.label]!);
    if (this.at.id >= 0) this.ids.push(record[this.at.id]!);
    if (this.options.kind === 'text') this.texts.push(record[this.at.data[0]!]!);
    else
      for (const at of this.at.data) this.values.push(this.numbers.read(record[at]!, line, this.names[at]!));
  }

  dataset(): Dataset {
    const { file, columns, labels, ids } = this;
    return tableDataset(
      {
        file,
        values: this.options.kind === 'text' ? this.texts : this.values.take(),
        lengths: [columns.data.length],
        labels: columns.label === null ? null : labels,
        ids: columns.id === null ? null : ids,
      },
      this.options,
    );
  }
}

/** Reads a file as a dataset. @throws DomainError INVALID_FILE or INVALID_ARGUMENT naming file, place and reason */
export async function readCsv(path: string, { signal, table = {} }: ReadContext): Promise<Dataset> {
  try {
    return await readRecords(path, table, signal);
  } catch (error) {
    if (error instanceof CsvError)
      throw tableError(
        path,
        `line ${String(error.lines)}`,
        `${error.message}. Every row has as many fields as the first one, and quotes go in pairs.`,
      );
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_'))
      throw tableError(path, 'gzip', `it cannot be unpacked (${(error as Error).message}).`);
    throw typeof code === 'string' && /^E[A-Z]+$/.test(code)
      ? unreadable(path, error, { missing: 'INVALID_FILE', other: 'INVALID_FILE' })
      : error;
  }
}
