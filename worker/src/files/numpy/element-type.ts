/** Types of the elements of NumPy arrays (https://numpy.org/doc/stable/reference/arrays.dtypes.html), and how their bytes are read. */

export interface NumberType {
  kind: 'number';
  /** Bytes of an element. */
  size: number;
  /** Reads bytes that begin at a multiple of `size` in their buffer; they may be changed by that. */
  decode(bytes: Uint8Array, out: Float64Array): void;
}

/** Text of a fixed length, or raw bytes. */
export interface TextType {
  kind: 'text';
  size: number;
  /** Elements as text without the zeros that fill them up; null for raw bytes. */
  decode: ((bytes: Uint8Array) => string[]) | null;
}

export type ElementType = NumberType | TextType;

let halves: Float64Array | undefined;

/** Values of all IEEE 754 half-precision numbers: DataView has no getFloat16 in Node 20. */
function halfPrecision(): Float64Array {
  halves ??= Float64Array.from({ length: 1 << 16 }, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const mantissa = bits & 0x3ff;
    if (exponent === 0x1f) return mantissa ? NaN : sign * Infinity;
    if (exponent === 0) return sign * mantissa * 2 ** -24;
    return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
  });
  return halves;
}

type View = new (buffer: ArrayBuffer, byteOffset: number, length: number) => ArrayLike<number>;

const copy =
  (Type: View, size: number) =>
  (bytes: Uint8Array, out: Float64Array): void =>
    out.set(new Type(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / size));

const copyBig =
  (Type: typeof BigInt64Array | typeof BigUint64Array) =>
  (bytes: Uint8Array, out: Float64Array): void => {
    const values = new Type(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / 8);
    for (let i = 0; i < values.length; i++) out[i] = Number(values[i]);
  };

const readers: Record<string, NumberType['decode']> = {
  b1: (bytes, out) => bytes.forEach((byte, i) => (out[i] = byte === 0 ? 0 : 1)),
  i1: copy(Int8Array, 1),
  u1: copy(Uint8Array, 1),
  i2: copy(Int16Array, 2),
  u2: copy(Uint16Array, 2),
  i4: copy(Int32Array, 4),
  u4: copy(Uint32Array, 4),
  i8: copyBig(BigInt64Array),
  u8: copyBig(BigUint64Array),
  f2: (bytes, out) => {
    const table = halfPrecision();
    const bits = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
    for (let i = 0; i < bits.length; i++) out[i] = table[bits[i]!]!;
  },
  f4: copy(Float32Array, 4),
  f8: copy(Float64Array, 8),
};

function swap(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else if (size === 8) buffer.swap64();
}

function unicodeOf(bytes: Uint8Array, size: number, bigEndian: boolean): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / size }, (_, n) => {
    let text = '';
    for (let at = n * size; at < (n + 1) * size; at += 4) {
      const point = view.getUint32(at, !bigEndian);
      text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    }
    return text.replace(/\0+$/, '');
  });
}

function bytesTextOf(bytes: Uint8Array, size: number): string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: bytes.byteLength / size }, (_, n) =>
    decoder.decode(bytes.subarray(n * size, (n + 1) * size)).replace(/\0+$/, ''),
  );
}

/** Other spellings that NumPy reads: names, and letters that have a size of their own. */
const spellings: Record<string, string> = {
  '?': 'b1',
  ...{
    bool: 'b1',
    bool_: 'b1',
    bool8: 'b1',
    float16: 'f2',
    half: 'f2',
    e: 'f2',
    float32: 'f4',
    single: 'f4',
    f: 'f4',
  },
  ...{ float64: 'f8', double: 'f8', float: 'f8', d: 'f8', float128: 'f16', longdouble: 'f16', g: 'f16' },
  ...{ int8: 'i1', byte: 'i1', b: 'i1', int16: 'i2', short: 'i2', h: 'i2', int32: 'i4', intc: 'i4', i: 'i4' },
  ...{ int64: 'i8', int: 'i8', longlong: 'i8', l: 'i8', q: 'i8' },
  ...{
    uint8: 'u1',
    ubyte: 'u1',
    B: 'u1',
    uint16: 'u2',
    ushort: 'u2',
    H: 'u2',
    uint32: 'u4',
    uintc: 'u4',
    I: 'u4',
  },
  ...{ uint64: 'u8', uint: 'u8', ulonglong: 'u8', L: 'u8', Q: 'u8' },
  ...{ complex64: 'c8', F: 'c8', complex128: 'c16', complex: 'c16', D: 'c16', G: 'c32', object: 'O' },
};

/** Why a type is not read, by its letter. */
const unreadableTypes: Record<string, string> = {
  O: 'Python objects, which are stored as a pickle and never loaded: a pickle can run any program. Save plain numbers, such as array.astype(numpy.float32), or for labels text, array.astype(str)',
  c: 'complex numbers; save their real part, or real and imaginary part side by side',
  f: 'numbers of a precision that differs from machine to machine; save float64',
  M: 'dates; save numbers',
  m: 'durations; save numbers',
  V: 'raw bytes without a type (bfloat16 and float8 are saved like that); save float32',
};

/** Most bytes of one text. */
const longestText = 4096;

/** @returns the type, or why it is not read */
export function elementType(descr: unknown): ElementType | string {
  if (Array.isArray(descr) && typeof descr[0] === 'string')
    return 'its elements are arrays themselves (a subarray type); save one array with more dimensions';
  if (Array.isArray(descr) || descr instanceof Map)
    return 'its elements are records of several fields (a structured type); save each field as an array of its own';
  const [, order, spelled = ''] = /^([<>=|]?)(\?|[a-z_]+\d*)/i.exec(String(descr)) ?? [];
  const name = Object.hasOwn(spellings, spelled) ? spellings[spelled]! : spelled;
  const letter = name[0];
  if (typeof descr !== 'string' || letter === undefined)
    return `its type ${JSON.stringify(descr)} is unknown`;
  const bigEndian = order === '>';
  const size = Number(name.slice(1));
  if (letter === 'U' || letter === 'S' || letter === 'a' || letter === 'V') {
    const bytes = letter === 'U' ? 4 * size : size;
    if (bytes < 1 || bytes > longestText)
      return `its type '${descr}' is text of ${size} characters; 1 to ${longestText} bytes are read`;
    const decode =
      letter === 'V'
        ? null
        : (data: Uint8Array): string[] =>
            letter === 'U' ? unicodeOf(data, bytes, bigEndian) : bytesTextOf(data, bytes);
    return { kind: 'text', size: bytes, decode };
  }
  const read = Object.hasOwn(readers, name) && descr.endsWith(spelled) ? readers[name] : undefined;
  if (read)
    return {
      kind: 'number',
      size,
      decode: bigEndian
        ? (bytes, out) => {
            swap(bytes, size);
            read(bytes, out);
          }
        : read,
    };
  return `its type '${descr}' is not read: it holds ${unreadableTypes[letter] ?? 'something unknown; save float32 or whole numbers'}`;
}

/** Why text or raw bytes are no numbers. */
export const noNumbers = (descr: unknown, type: TextType): string =>
  `its type '${String(descr)}' is not read here: it holds ${type.decode ? 'text; save numbers' : unreadableTypes.V}`;
