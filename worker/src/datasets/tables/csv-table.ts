/** Tables of text: comma, semicolon or tab between the fields, quotes around those that hold one, one row a datapoint. */
import { assertNotCancelled } from '../cancelled.ts';
import type { Dataset } from '../dataset.ts';
import { columnsOf, type TableColumns } from './columns.ts';
import { CsvNumbers } from './csv-numbers.ts';
import { csvRecords } from './csv-records.ts';
import { tableDataset } from './table-dataset.ts';
import { optionError, tableError } from './table-error.ts';
import type { TableOptions } from './table-options.ts';
import { ValueBlocks } from './value-blocks.ts';
import type { ReadContext } from '../formats/format.ts';

async function readRecords(path: string, options: TableOptions, signal?: AbortSignal): Promise<Dataset> {
  let table: CsvTable | null = null;
  for await (const { record, line, header } of csvRecords(path, signal)) {
    if (signal?.aborted) assertNotCancelled(signal, path);
    table ??= new CsvTable(path, header, options);
    table.add(record, line);
  }
  if (!table) throw tableError(path, 'rows', 'it has none.');
  return table.dataset();
}

/** Names of a first column that was written without one; pandas reads it as the latter. */
const uncounted = /^(Unnamed: 0)?$/;

/** Rows of a file, collected. */
class CsvTable {
  private readonly columns: TableColumns;
  private readonly at: { label: number; id: number; data: number[] };
  private readonly values = new ValueBlocks();
  private readonly texts: string[] = [];
  private readonly labels: string[] = [];
  private readonly ids: string[] = [];
  private readonly numbers: CsvNumbers;
  /** What the first column held last, where it has no name and counts the rows, as pandas and R write it. */
  private counted: number | null = null;

  constructor(
    private readonly file: string,
    private readonly names: readonly string[],
    private readonly options: TableOptions,
  ) {
    const isCount = uncounted.test(names[0]!) && options.id !== names[0] && options.label !== names[0];
    if (isCount) this.counted = -1;
    this.columns = columnsOf(file, isCount ? names.slice(1) : names, options);
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
    if (this.counted !== null) this.count(record[0]!, line);
    if (this.at.label >= 0) this.labels.push(record[this.at.label]!);
    if (this.at.id >= 0) this.ids.push(record[this.at.id]!);
    if (this.options.kind === 'text') this.texts.push(record[this.at.data[0]!]!);
    else
      for (const at of this.at.data) this.values.push(this.numbers.read(record[at]!, line, this.names[at]!));
  }

  /** @throws DomainError INVALID_FILE unless the first column counts on, from 0 or 1 */
  private count(field: string, line: number): void {
    const number = Number(field);
    const isFirst = this.counted === -1 && (number === 0 || number === 1);
    if (field.trim() === '' || !(isFirst || number === this.counted! + 1))
      throw tableError(
        this.file,
        `line ${line}, column 1`,
        `it has no name and does not count the rows ('${field.slice(0, 40)}'). Give it a name, such as id, or leave it out.`,
      );
    this.counted = number;
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
export const readCsv = (path: string, { signal, table = {} }: ReadContext): Promise<Dataset> =>
  readRecords(path, table, signal);
