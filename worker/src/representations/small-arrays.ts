/** Arrays with one value a datapoint: labels, indices, hashes. */
import { DomainError, isSha256 } from '@engram/core';
import { numberType, fileError, toRowMajor } from '../files/numpy/npy.ts';
import type { NpzArray, NpzFile } from '../files/numpy/npz.ts';

export const invalidSetError = (message: string): DomainError =>
  new DomainError('INVALID_SCORE_INPUT', message);

export const shapeText = ({ header }: NpzArray): string => `[${header.shape.join(', ')}]`;

/** The array of this name; when there is none, the one whose name differs in upper and lower case alone. */
export function findName({ file, names }: NpzFile, wanted: string): string | undefined {
  if (names.includes(wanted)) return wanted;
  const alike = names.filter((name) => name.toLowerCase() === wanted.toLowerCase());
  if (alike.length > 1)
    throw invalidSetError(`${file}: it is unclear which of the arrays ${alike.map((name) => `'${name}'`).join(' and ')} is meant; name one '${wanted}'.`); // prettier-ignore
  return alike[0];
}

/** Values of an array of numbers, in C order. */
export async function numbersOf(array: NpzArray): Promise<Float64Array> {
  const { header, where } = array;
  const values = new Float64Array(header.count);
  numberType(header, where).decode(await array.bytes(), values);
  return header.fortranOrder && header.shape.length > 1 ? toRowMajor(values, header.shape) : values;
}

/** Rejects an array that has not one value for each datapoint; further dimensions of length 1 do not matter. */
export function checkCount(array: NpzArray, count: number): void {
  const { where, header } = array;
  if (header.shape.filter((length) => length !== 1).length > 1)
    throw invalidSetError(
      `${where}: its shape is ${shapeText(array)}, which should be [${count}]: one value for each datapoint. ` +
        'Of one-hot rows, save array.argmax(1).',
    );
  if (header.count !== count)
    throw invalidSetError(`${where}: it has ${header.count} values for ${count} datapoints.`);
}

const maxInt4 = 2 ** 31 - 1;

/** One whole number for each datapoint. */
export async function wholeNumbers(array: NpzArray, o: { count: number; min: number }): Promise<number[]> {
  checkCount(array, o.count);
  const values = await numbersOf(array);
  const bad = values.findIndex((value) => !Number.isInteger(value) || value < o.min || value > maxInt4);
  if (bad >= 0)
    throw invalidSetError(
      `${array.where}, datapoint ${bad}: ${values[bad]} is not a whole number from ${o.min} to ${maxInt4}.`,
    );
  return Array.from(values);
}

/** One text for each datapoint, or null when the array holds numbers. */
export async function textsOf(array: NpzArray, count: number): Promise<string[] | null> {
  const { type } = array.header;
  if (type.kind !== 'text' || !type.decode) return null;
  checkCount(array, count);
  return type.decode(await array.bytes());
}

/** The source's id of each datapoint: text, or whole numbers, which are written without a point. */
export async function idsOf(array: NpzArray, count: number): Promise<string[]> {
  const texts = await textsOf(array, count);
  if (texts) return texts;
  checkCount(array, count);
  const values = await numbersOf(array);
  const bad = values.findIndex((value) => !Number.isSafeInteger(value));
  if (bad >= 0)
    throw invalidSetError(
      `${array.where}, datapoint ${bad}: the id ${values[bad]} is no whole number. Save ids as text or whole numbers.`,
    );
  return Array.from(values, String);
}

const digestBytes = 32;

/** A content hash for each datapoint: as hexadecimal text, as text or void of 32 bytes, or as bytes [N, 32]. */
export async function hashesOf(array: NpzArray, count: number): Promise<string[]> {
  const { header, where } = array;
  const { type, shape } = header;
  const isRows =
    type.kind === 'number' && type.size === 1 && shape.length === 2 && shape[1] === digestBytes && !header.fortranOrder; // prettier-ignore
  if (isRows || /^[<>=|]?[SaV]32$/.test(String(header.descr))) {
    if (isRows && shape[0] !== count)
      throw invalidSetError(`${where}: it has ${shape[0]} hashes for ${count} datapoints.`);
    if (!isRows) checkCount(array, count);
    const bytes = Buffer.from(await array.bytes());
    return Array.from({ length: count }, (_, n) =>
      bytes.toString('hex', n * digestBytes, (n + 1) * digestBytes),
    );
  }
  const texts = await textsOf(array, count);
  if (!texts)
    throw fileError(where, 10, `content hashes are text of 64 hexadecimal digits, or 32 bytes each; its shape is ${shapeText(array)} of '${String(header.descr)}'.`); // prettier-ignore
  return texts.map((text, n) => {
    const hash = text.toLowerCase();
    if (!isSha256(hash))
      throw invalidSetError(
        `${where}, datapoint ${n}: "${text.slice(0, 70)}" is no SHA-256 in 64 hexadecimal digits.`,
      );
    return hash;
  });
}
