/** Pickles as Python 2 wrote those of CIFAR: protocol 2, strings as bytes, arrays by `numpy.core.multiarray._reconstruct`. */

const shortString = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x55, text.length]), Buffer.from(text, 'latin1')]);

const longString = (bytes: Uint8Array): Buffer => {
  const head = Buffer.alloc(5);
  head[0] = 0x54;
  head.writeInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
};

const number = (value: number): Buffer => {
  if (value >= 0 && value < 256) return Buffer.from([0x4b, value]);
  const bytes = Buffer.alloc(5);
  bytes[0] = 0x4a;
  bytes.writeInt32LE(value, 1);
  return bytes;
};

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

function array({ shape, type = 'u1', isFortran = false, data }: PythonArray): Buffer {
  return Buffer.concat([
    ascii('cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85'),
    shortString('b'),
    ascii('\x87R(K\x01'),
    ...shape.map(number),
    ascii(['', '\x85', '\x86', '\x87'][shape.length]!),
    ascii('cnumpy\ndtype\n'),
    shortString(type),
    ascii('K\0K\x01\x87R(K\x03'),
    shortString('|'),
    ascii('NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb'),
    ascii(isFortran ? '\x88' : '\x89'),
    longString(data),
    ascii('tb'),
  ]);
}

export interface PythonArray {
  shape: number[];
  type?: string;
  isFortran?: boolean;
  data: Uint8Array;
}

type Value = string | number | (string | number)[] | PythonArray;

function value(of: Value): Buffer {
  if (typeof of === 'string') return shortString(of);
  if (typeof of === 'number') return number(of);
  if (Array.isArray(of)) return Buffer.concat([ascii(']('), ...of.map(value), ascii('e')]);
  return array(of);
}

/** `cPickle.dumps(dictionary, 2)` of Python 2, but for the memo that is written and never read. */
export const python2Pickle = (dictionary: Record<string, Value>): Buffer =>
  Buffer.concat([
    ascii('\x80\x02}('),
    ...Object.entries(dictionary).flatMap(([key, of]) => [shortString(key), value(of)]),
    ascii('u.'),
  ]);
