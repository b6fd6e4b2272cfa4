import { tableError } from './table-error.ts';

/** Lengths of a field: none for a number, [D] for a list, [T, C] for a list of lists. */
export function lengthsOfField(field: unknown): number[] {
  if (!Array.isArray(field) && !(ArrayBuffer.isView(field) && !(field instanceof DataView))) return [];
  const list = field as ArrayLike<unknown>;
  return [list.length, ...(list.length > 0 ? lengthsOfField(list[0]) : [])];
}

/** Where fields of a column go. */
export interface FieldTarget {
  file: string;
  column: string;
  lengths: readonly number[];
  values: Float32Array | Float64Array;
}

/**
 * Writes the numbers of a field to `at` and after it.
 * @throws DomainError INVALID_FILE with row (from 1) and column for a field of another length, and for what is no finite number
 */
export function writeField(target: FieldTarget, field: unknown, row: number, at: number): void {
  const { file, column, lengths, values } = target;
  const fail = (reason: string): never => {
    throw tableError(file, `row ${row + 1}, column '${column}'`, reason);
  };
  const write = (value: unknown, depth: number, place: number): number => {
    if (depth < lengths.length) {
      const found = lengthsOfField(value);
      if (found[0] !== lengths[depth])
        return fail(
          value === null || value === undefined
            ? 'the value is missing.'
            : `the list has ${found.length > 0 ? `${found[0]} values` : 'no values'}, and that of row 1 has ${lengths[depth]}.`,
        );
      let next = place;
      for (let i = 0; i < lengths[depth]!; i++)
        next = write((value as ArrayLike<unknown>)[i], depth + 1, next);
      return next;
    }
    const number = typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : value;
    if (typeof number !== 'number')
      return fail(
        value === null || value === undefined
          ? 'the value is missing.'
          : `it holds ${describe(value)}, no number.`,
      );
    values[place] = number;
    if (!Number.isFinite(values[place]))
      return fail(`it is ${number}, no finite number${values instanceof Float32Array ? ' of float32' : ''}.`);
    return place + 1;
  };
  write(field, 0, at);
}

export function describe(value: unknown): string {
  if (value instanceof Date) return 'a date';
  if (typeof value === 'string') return `the text '${value.slice(0, 40)}'`;
  if (value instanceof Uint8Array) return 'bytes';
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'a structure'
      : String(value as string);
}
