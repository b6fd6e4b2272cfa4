/**
 * Reads arrays of numbers in NumPy's `.npy` format, versions 1–3 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html):
 * magic, version, length of header, header (a Python dictionary), values. Little endian; Fortran order is turned into C order.
 */
import { DomainError } from '@engram/core';

export interface NpyArray {
  shape: number[];
  /** Values in C order, as double precision: whole numbers up to 2⁵³ are exact. */
  values: Float64Array;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

interface ElementType {
  size: number;
  read(view: DataView, offset: number): number;
}

/** IEEE 754 half precision: DataView has no getFloat16 in Node 20. */
function readFloat16(view: DataView, offset: number): number {
  const bits = view.getUint16(offset, true);
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0x1f) return mantissa ? NaN : sign * Infinity;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

const elementTypes: Record<string, ElementType> = {
  '<f2': { size: 2, read: readFloat16 },
  '<f4': { size: 4, read: (view, offset) => view.getFloat32(offset, true) },
  '<f8': { size: 8, read: (view, offset) => view.getFloat64(offset, true) },
  '|i1': { size: 1, read: (view, offset) => view.getInt8(offset) },
  '|u1': { size: 1, read: (view, offset) => view.getUint8(offset) },
  '|b1': { size: 1, read: (view, offset) => view.getUint8(offset) },
  '<i2': { size: 2, read: (view, offset) => view.getInt16(offset, true) },
  '<u2': { size: 2, read: (view, offset) => view.getUint16(offset, true) },
  '<i4': { size: 4, read: (view, offset) => view.getInt32(offset, true) },
  '<u4': { size: 4, read: (view, offset) => view.getUint32(offset, true) },
  '<i8': { size: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  '<u8': { size: 8, read: (view, offset) => Number(view.getBigUint64(offset, true)) },
};

/** Refuses a file: `where` names file and array, `offset` is in bytes from the start of the array's file. */
const refuse = (where: string, offset: number, reason: string): DomainError =>
  new DomainError('INVALID_FILE', `${where}, byte ${offset}: ${reason}`);

interface Header {
  descr: string;
  fortranOrder: boolean;
  shape: number[];
  dataOffset: number;
}

function readHeader(bytes: Uint8Array, where: string): Header {
  if (bytes.byteLength < 10 || magic.some((byte, i) => bytes[i] !== byte))
    throw refuse(where, 0, 'not a NumPy array (its magic bytes are missing). Save it with numpy.savez.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6]!;
  if (version < 1 || version > 3)
    throw refuse(where, 6, `version ${version} of the NumPy format is unknown; versions 1 to 3 are read.`);
  const start = version === 1 ? 10 : 12;
  if (bytes.byteLength < start) throw refuse(where, bytes.byteLength, 'the file ends inside the header.');
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataOffset = start + length;
  if (bytes.byteLength < dataOffset)
    throw refuse(
      where,
      bytes.byteLength,
      `the file ends inside the header, which should end at ${dataOffset}.`,
    );
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, dataOffset));
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (descr === undefined || fortran === undefined || shape === undefined)
    throw refuse(where, start, 'the header does not name descr, fortran_order and shape of a plain array.');
  return {
    descr,
    fortranOrder: fortran === 'True',
    shape: shape
      .split(',')
      .filter((part) => part.trim() !== '')
      .map(Number),
    dataOffset,
  };
}

/**
 * Reads one array.
 * @param where names file and array in messages, such as `views.npz, array 'f'`.
 * @throws DomainError INVALID_FILE with array, byte offset and reason.
 */
export function readNpy(bytes: Uint8Array, where: string): NpyArray {
  const { descr, fortranOrder, shape, dataOffset } = readHeader(bytes, where);
  const type = elementTypes[descr];
  if (!type)
    throw refuse(
      where,
      10,
      `its type '${descr}' is not read; use little-endian float16, float32, float64 or whole numbers.`,
    );
  const count = shape.reduce((product, length) => product * length, 1);
  const wanted = dataOffset + count * type.size;
  if (!Number.isSafeInteger(count) || bytes.byteLength !== wanted)
    throw refuse(
      where,
      Math.min(bytes.byteLength, wanted),
      `the shape (${shape.join(', ')}) needs ${wanted} bytes, the file has ${bytes.byteLength}.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = type.read(view, dataOffset + i * type.size);
  return { shape, values: fortranOrder ? toRowMajor(values, shape) : values };
}

/** Values whose first index runs fastest → values whose last index runs fastest. */
function toRowMajor(values: Float64Array, shape: number[]): Float64Array {
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
