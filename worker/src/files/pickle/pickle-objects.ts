/**
 * The Python objects that a pickle of plain data and NumPy arrays is made of. A pickle names functions to be called; here a name is
 * looked up in this list and in no other place, and nothing of the file is executed.
 */

/** What a pickle holds. Python's `str` is text, its `bytes` and the `str` of Python 2 are bytes; tuples and lists are arrays. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | PickledArray
  | PickledType
  | Callable;

/** A NumPy array; its bytes stay where they are in the file. */
export class PickledArray {
  shape: number[] = [];
  /** As NumPy writes it, such as `|u1`. */
  type = '';
  isFortran = false;
  data: Uint8Array = new Uint8Array(0);
}

/** A NumPy dtype. */
class PickledType {
  byteOrder = '|';
  constructor(readonly code: string) {}
}

/** A name that this list knows, and what stands for calling it. @throws Error with the reason for arguments that do not fit */
export interface Callable {
  call(args: readonly PickleValue[]): PickleValue;
}

/** Text of a value that Python 3 wrote as `str`, and Python 2 as bytes; null for others. */
export const textOf = (value: PickleValue | undefined): string | null =>
  typeof value === 'string'
    ? value
    : value instanceof Uint8Array
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8')
      : null;

const misfit = (what: string): never => {
  throw new Error(`its ${what} is not as NumPy writes it`);
};

const shapeOf = (value: PickleValue | undefined): number[] =>
  Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && (length as number) >= 0)
    ? (value as number[])
    : misfit('shape');

const typeName = (value: PickleValue | undefined): string =>
  value instanceof PickledType ? value.byteOrder + value.code : misfit('type');

const dataOf = (value: PickleValue | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : misfit('data');

const reconstruct: Callable = { call: () => new PickledArray() };
const fromBuffer: Callable = {
  call([data, type, shape, order]) {
    const array = new PickledArray();
    setArray(array, [1, shape!, type!, order === 'F', data!]);
    return array;
  },
};
const encode: Callable = {
  // Protocols 0 to 2 have no bytes: Python 3 writes them as text, one character a byte.
  call: ([text]) => (typeof text === 'string' ? Buffer.from(text, 'latin1') : misfit('encoded text')),
};
/** Nor have they empty bytes, which Python 3 writes as `bytes()`. */
const noBytes: Callable = {
  call: (args) => (args.length === 0 ? new Uint8Array(0) : misfit('bytes')),
};

const known: Readonly<Record<string, Callable>> = {
  'numpy.core.multiarray._reconstruct': reconstruct,
  'numpy._core.multiarray._reconstruct': reconstruct,
  'numpy.core.numeric._frombuffer': fromBuffer,
  'numpy._core.numeric._frombuffer': fromBuffer,
  'numpy.ndarray': { call: () => misfit('class') },
  'numpy.dtype': { call: ([code]) => new PickledType(textOf(code) ?? misfit('type')) },
  '_codecs.encode': encode,
  '__builtin__.bytes': noBytes,
  'builtins.bytes': noBytes,
};

/** What a name stands for; null for every name that is not in the list. */
export const knownObject = (name: string): Callable | null =>
  Object.hasOwn(known, name) ? known[name]! : null;

function setArray(array: PickledArray, [, shape, type, isFortran, data]: readonly PickleValue[]): void {
  array.shape = shapeOf(shape);
  array.type = typeName(type);
  array.isFortran = isFortran === true || isFortran === 1;
  array.data = dataOf(data);
}

/** Gives an object the state that the pickle has of it. @throws Error with the reason when it is none of these objects */
export function setState(object: PickleValue | undefined, state: PickleValue | undefined): void {
  if (object instanceof PickledArray && Array.isArray(state)) setArray(object, state);
  else if (object instanceof PickledType && Array.isArray(state))
    object.byteOrder = textOf(state[1]) ?? misfit('type');
  else misfit('state');
}
