/**
 * Arrays in NumPy's `.npy` format, versions 1–3 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html):
 * magic, version, length of header, header (a Python dictionary), values. Either byte order; Fortran order is turned into C order.
 */
import { DomainError } from '@engram/core';
import { elementType, noNumbers, type ElementType, type NumberType } from './element-type.ts';
import { parsePythonLiteral, type PythonValue } from './python-literal.ts';

export interface NpyArray {
  shape: number[];
  /** Values in C order, as double precision: whole numbers up to 2⁵³ are exact. */
  values: Float64Array;
}

const npyMagic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

/** Longest header read, as NumPy's own default. */
const longestHeader = 10_000;
/** So many bytes of a file hold any header that is read. */
export const npyHeadBytes = 12 + longestHeader;

export interface NpyHeader {
  descr: PythonValue;
  type: ElementType;
  fortranOrder: boolean;
  shape: number[];
  /** Number of elements. */
  count: number;
  dataOffset: number;
  /** Bytes of the whole file. */
  fileBytes: number;
}

/** Rejects a file: `where` names file and array, `offset` is in bytes from the start of the array's file. */
export const fileError = (where: string, offset: number, reason: string): DomainError =>
  new DomainError('INVALID_FILE', `${where}, byte ${offset}: ${reason}`);

function headerText(head: Uint8Array, where: string): { text: string; start: number; dataOffset: number } {
  if (npyMagic.some((byte, i) => head[i] !== byte))
    throw fileError(where, 0, 'not a NumPy array (its magic bytes are missing). Save it with numpy.savez.');
  const ends = (reason = 'the file ends inside the header.'): DomainError =>
    fileError(where, head.byteLength, reason);
  if (head.byteLength < 10) throw ends();
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const version = head[6]!;
  if (version < 1 || version > 3)
    throw fileError(where, 6, `version ${version} of the NumPy format is unknown; versions 1 to 3 are read.`);
  const start = version === 1 ? 10 : 12;
  if (head.byteLength < start) throw ends();
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > longestHeader)
    throw fileError(
      where,
      8,
      `its header is ${length} bytes long; up to ${longestHeader} are read, as by NumPy.`,
    );
  const dataOffset = start + length;
  if (head.byteLength < dataOffset)
    throw ends(`the file ends inside the header, which should end at ${dataOffset}.`);
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(head.subarray(start, dataOffset));
  return { text, start, dataOffset };
}

/**
 * Reads the header.
 * @param head the beginning of the file: all of it, or at least `npyHeadBytes`
 * @param where names file and array in messages, such as `views.npz, array 'f'`
 * @throws DomainError INVALID_FILE with array, byte offset and reason; also for a type that is not read
 */
export function readNpyHeader(head: Uint8Array, where: string): NpyHeader {
  const { text, start, dataOffset } = headerText(head, where);
  let header: PythonValue;
  try {
    header = parsePythonLiteral(text);
  } catch (error) {
    throw fileError(where, start, `its header is no Python dictionary: ${(error as Error).message}.`);
  }
  const fields = header instanceof Map ? header : new Map<PythonValue, PythonValue>();
  const [descr, fortranOrder, shape] = ['descr', 'fortran_order', 'shape'].map((key) => fields.get(key));
  if (fortranOrder !== undefined && typeof fortranOrder !== 'boolean')
    throw fileError(where, start, `its fortran_order is ${JSON.stringify(fortranOrder)}, not True or False.`);
  if (descr === undefined || fortranOrder === undefined || !Array.isArray(shape))
    throw fileError(where, start, 'the header does not name descr, fortran_order and shape of an array.');
  const lengths = shape as number[];
  if (lengths.some((length) => !Number.isInteger(length) || length < 0))
    throw fileError(
      where,
      start,
      `its shape (${shape.join(', ')}) is none: lengths are whole numbers from 0.`,
    );
  const type = elementType(descr);
  if (typeof type === 'string') throw fileError(where, start, `${type}.`);
  const count = lengths.includes(0) ? 0 : lengths.reduce((product, length) => product * length, 1);
  const fileBytes = dataOffset + count * type.size;
  if (!Number.isSafeInteger(fileBytes))
    throw fileError(where, start, `its shape (${lengths.join(', ')}) needs more bytes than any file has.`);
  return { descr, type, fortranOrder, shape: lengths, count, dataOffset, fileBytes };
}

/** @throws DomainError INVALID_FILE when the file has not as many bytes as its header needs */
export function checkFileBytes(header: NpyHeader, fileBytes: number, where: string): void {
  if (fileBytes === header.fileBytes) return;
  throw fileError(
    where,
    Math.min(fileBytes, header.fileBytes),
    `the shape (${header.shape.join(', ')}) needs ${header.fileBytes} bytes, the file has ${fileBytes}.`,
  );
}

/** @throws DomainError INVALID_FILE when the elements are text */
export function numberType(header: NpyHeader, where: string): NumberType {
  const { type, descr } = header;
  if (type.kind === 'number') return type;
  throw fileError(where, 10, `${noNumbers(descr, type)}.`);
}

/** Reads an array of numbers from the bytes of its whole file. @throws DomainError as `readNpyHeader` */
export function readNpy(bytes: Uint8Array, where: string): NpyArray {
  const header = readNpyHeader(bytes, where);
  const type = numberType(header, where);
  checkFileBytes(header, bytes.byteLength, where);
  const values = new Float64Array(header.count);
  // Copied, so that the elements lie at multiples of their size.
  type.decode(new Uint8Array(bytes.subarray(header.dataOffset)), values);
  return { shape: header.shape, values: header.fortranOrder ? toRowMajor(values, header.shape) : values };
}

/** Values whose first index runs fastest → values whose last index runs fastest. */
export function toRowMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  const result = new Float64Array(values.length);
  const position = new Array<number>(shape.length).fill(0);
  for (let from = 0; from < values.length; from++) {
    let to = 0;
    for (let axis = 0; axis < shape.length; axis++) to = to * shape[axis]! + position[axis]!;
    result[to] = values[from]!;
    for (let axis = 0; axis < shape.length && ++position[axis]! === shape[axis]; axis++) position[axis] = 0;
  }
  return result;
}
