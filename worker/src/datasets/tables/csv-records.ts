/** Records of text: comma, semicolon or tab between the fields, quotes around those that hold one. */
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DomainError } from '@engram/core';
import { brokenOff, unpacked } from '../../files/unpacked.ts';
import { sniffDelimiter } from './csv-numbers.ts';
import { tableError } from './table-error.ts';
import { Utf8Check } from './utf8-check.ts';

export interface CsvRecord {
  record: string[];
  /** Line of the file that it ends on, from 1. */
  line: number;
  /** Names of the columns; `1`, `2` … where the first line holds numbers. */
  header: string[];
  /** Whether the first line names the columns. */
  hasNames: boolean;
}

/**
 * The records of a file, gzipped or not, without the line that names the columns.
 * @throws DomainError INVALID_FILE with file, line and reason
 */
export async function* csvRecords(path: string, signal?: AbortSignal): AsyncGenerator<CsvRecord> {
  let length = 0;
  let where = path;
  let columns: Pick<CsvRecord, 'header' | 'hasNames'> | null = null;
  const { packed, bytes } = await unpacked(path, signal).catch((error: unknown) => {
    throw error instanceof DomainError ? error : brokenOff(path, path, 0, error);
  });
  if (packed) where = `${path} (unpacked)`;
  const counted = (async function* () {
    const check = new Utf8Check(path);
    for await (const part of bytes) {
      length += part.length;
      check.take(part);
      yield part;
    }
    check.end();
  })();
  try {
    for await (const { record, line } of parsed(path, counted)) {
      if (columns) yield { record, line, ...columns };
      else {
        columns = namesOf(path, record);
        if (!columns.hasNames) yield { record, line, ...columns };
      }
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (error instanceof CsvError)
      throw tableError(
        path,
        `line ${String(error.lines)}`,
        `${error.message}. Every row has as many fields as the first one, and quotes go in pairs.`,
      );
    const { code } = error as NodeJS.ErrnoException;
    throw typeof code === 'string' && /^(E[A-Z]+|Z_.+)$/.test(code)
      ? brokenOff(path, where, length, error)
      : error;
  }
}

async function* parsed(
  path: string,
  chunks: AsyncGenerator<Buffer>,
): AsyncGenerator<Pick<CsvRecord, 'record' | 'line'>> {
  const first = await chunks.next();
  if (first.done) throw tableError(path, 'line 1', 'the file is empty.');
  assertText(path, first.value);
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

/** A file of another kind would be read as a table of one column. */
function assertText(path: string, head: Buffer): void {
  // The parser reads UTF-16 whose mark says that the low byte comes first.
  if (head[0] === 0xff && head[1] === 0xfe) return;
  if (head[0] === 0xfe && head[1] === 0xff)
    throw tableError(path, 'byte 0', 'the text is UTF-16, high byte first. Save it as UTF-8.');
  const zero = head.indexOf(0);
  if (zero >= 0)
    throw tableError(path, `byte ${zero}`, 'it holds a zero byte, so that it is no table of text.');
}

/** Whether a line counts from 0 or 1, as pandas and others name columns; values that do so are not expected from four columns on. */
const isCounted = (record: readonly string[]): boolean =>
  record.length >= 4 &&
  ['0', '1'].includes(record[0]!.trim()) &&
  record.every((field, at) => field.trim() === String(Number(record[0]) + at));

function namesOf(path: string, record: readonly string[]): Pick<CsvRecord, 'header' | 'hasNames'> {
  const hasNames =
    isCounted(record) ||
    !record.every((field) => field.trim() !== '' && !Number.isNaN(Number(field.replace(',', '.'))));
  const header = hasNames ? record.map((name) => name.trim()) : record.map((_, at) => String(at + 1));
  const twice = header.find((name, at) => header.indexOf(name) !== at);
  if (twice !== undefined)
    throw tableError(path, 'line 1', `two columns have the name '${twice}'. Rename one.`);
  return { header, hasNames };
}
