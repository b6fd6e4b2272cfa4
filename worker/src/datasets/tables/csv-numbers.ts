import { tableError } from './table-error.ts';

const delimiters = [',', ';', '\t'] as const;

/** What stands between the fields: that of three which the first line has most of, outside quotes. */
export function sniffDelimiter(start: Uint8Array): string {
  const counts = new Map<string, number>(delimiters.map((delimiter) => [delimiter, 0]));
  let isQuoted = false;
  for (const letter of Buffer.from(start).toString('utf8')) {
    if (letter === '"') isQuoted = !isQuoted;
    if (letter === '\n' && !isQuoted) break;
    if (!isQuoted && counts.has(letter)) counts.set(letter, counts.get(letter)! + 1);
  }
  // Between semicolons or tabs each field has at most one decimal comma.
  const commas = counts.get(',')!;
  const other = delimiters.find((delimiter) => delimiter !== ',' && counts.get(delimiter)! > 0);
  return other !== undefined && commas <= counts.get(other)! + 1 ? other : ',';
}

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text writes, with a decimal point or comma; NaN when it is none. */
export function parseNumber(field: string): number {
  const text = field.trim();
  const decimal = text.includes('.') ? text : text.replace(',', '.');
  return numeric.test(decimal) ? Number(decimal) : NaN;
}

/** Numbers of a file as text: with a decimal point, or a decimal comma where commas do not part fields. */
export class CsvNumbers {
  constructor(private readonly file: string) {}

  /** @throws DomainError INVALID_FILE with line and column for what is no finite number of float32 */
  read(field: string, line: number, column: string): number {
    const text = field.trim();
    const number = parseNumber(text);
    const value = Math.fround(number);
    if (Number.isFinite(value)) return value;
    const reason = !Number.isNaN(number)
      ? `${text} is too large for float32.`
      : text === ''
        ? 'the value is missing. Fill it in, or leave the row out.'
        : `'${text.slice(0, 40)}' is no number. Name a column of labels with --label and of ids with --id; texts take --kind text.`;
    throw tableError(this.file, `line ${line}, column '${column}'`, reason);
  }
}
