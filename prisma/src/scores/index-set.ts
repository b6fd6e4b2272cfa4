import type { Parameters } from '../statements/parameters.ts';

/** Indices of datapoints on their way into a statement, in whichever of two forms is the shorter. */
export interface IndexSet {
  form: 'bits' | 'array';
  /** A bit an index from 0, lowest first; or an int4[] as PostgreSQL's driver sends it, without numbers as text. */
  bytes: Buffer;
}

/** @param indices ascending, not negative */
export function indexSet(indices: Int32Array): IndexSet {
  const bitBytes = Math.floor((indices.at(-1) ?? 0) / 8) + 1;
  return bitBytes <= arrayBytes(indices)
    ? { form: 'bits', bytes: bitsOf(indices, bitBytes) }
    : { form: 'array', bytes: arrayOf(indices) };
}

/** Condition, as SQL, of being in the set. A bit is looked at for each row; of an array a table is hashed first. */
export function isIn(column: string, { form, bytes }: IndexSet, parameters: Parameters): string {
  if (form === 'bits')
    return `CASE WHEN ${column} < ${parameters.add(8 * bytes.length, 'int8')} THEN get_bit(${parameters.add(bytes, 'bytea')}, ${column}) = 1 ELSE FALSE END`;
  // IS TRUE keeps the planner from joining: the order of a page is read off its index.
  return `(${column} IN (SELECT unnest(${parameters.add(bytes, 'int4[]')}))) IS TRUE`;
}

function bitsOf(indices: Int32Array, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (const index of indices) bytes[index >> 3]! |= 1 << (index & 7);
  return bytes;
}

const headerBytes = 20;
const int4Oid = 23;
const arrayBytes = (indices: Int32Array): number => headerBytes + 8 * indices.length;

function arrayOf(indices: Int32Array): Buffer {
  const bytes = Buffer.alloc(arrayBytes(indices));
  let at = 0;
  for (const number of [1, 0, int4Oid, indices.length, 1]) at = bytes.writeInt32BE(number, at);
  for (const index of indices) {
    at = bytes.writeInt32BE(4, at);
    at = bytes.writeInt32BE(index, at);
  }
  return bytes;
}
