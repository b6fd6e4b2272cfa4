import { describe, expect, it } from 'vitest';
import { readNpy } from '../../../worker/src/files/numpy/npy.ts';
import { float32Npy, float64Npy, int64Npy, npyBytes } from './numpy-bytes.ts';

const read = (bytes: Uint8Array) => readNpy(bytes, "views.npz, array 'f'");
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return { code: (error as { code: string }).code, message: (error as Error).message };
  }
  return null;
};

describe('readNpy', () => {
  it('reads float64 in C order', () => {
    expect(read(float64Npy([2, 3], [1, 2, 3, 4, 5, 6]))).toEqual({
      shape: [2, 3],
      values: Float64Array.of(1, 2, 3, 4, 5, 6),
    });
  });

  it('turns Fortran order into C order, in three dimensions', () => {
    // numpy.asfortranarray(numpy.arange(24).reshape(2, 3, 4)): the first index runs fastest.
    const fortran: number[] = [];
    for (let k = 0; k < 4; k++)
      for (let j = 0; j < 3; j++) for (let i = 0; i < 2; i++) fortran.push(i * 12 + j * 4 + k);
    expect(Array.from(read(float64Npy([2, 3, 4], fortran, true)).values)).toEqual([...Array(24).keys()]);
  });

  it('reads float32 and 64-bit whole numbers', () => {
    expect(Array.from(read(float32Npy([3], [0.5, -1.25, 3])).values)).toEqual([0.5, -1.25, 3]);
    expect(Array.from(read(int64Npy([2], [-1, 2 ** 40])).values)).toEqual([-1, 2 ** 40]);
  });

  it('reads float16: normal, subnormal, infinite and missing values', () => {
    const data = new Uint8Array(Uint16Array.of(0x3c00, 0xc500, 0x0001, 0x7c00, 0x7e00, 0x3555).buffer);
    const { values } = read(npyBytes({ descr: '<f2', shape: [6], data }));
    expect(Array.from(values)).toEqual([1, -5, 2 ** -24, Infinity, NaN, 0.333251953125]);
  });

  it('reads big-endian values, and leaves the bytes given as they were', () => {
    const data = Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0);
    const bytes = npyBytes({ descr: '>f4', shape: [2], data });
    const before = Uint8Array.from(bytes);
    expect(Array.from(read(bytes).values)).toEqual([1, -2]);
    expect(bytes).toEqual(before);
  });

  it.each([
    ['float64', Float64Array.of(1, -2)],
    ['=f8', Float64Array.of(1, -2)],
    ['<d', Float64Array.of(1, -2)],
    ['single', Float32Array.of(1, -2)],
    ['f', Float32Array.of(1, -2)],
    ['int16', Int16Array.of(1, -2)],
    ['|b', Int8Array.of(1, -2)],
    ['<q', BigInt64Array.of(1n, -2n)],
  ])('reads %s, as other writers than NumPy spell a type', (descr, array) => {
    const data = new Uint8Array(array.buffer);
    expect(Array.from(read(npyBytes({ descr, shape: [2], data })).values)).toEqual([1, -2]);
  });

  it.each(["'shape': (0x2,),", "'shape': (2,), # two", "'shape': (0_2,),", "'shape': (0b10,),"])(
    'reads a header with %s as Python does',
    (shape) => {
      const header = `{'descr': '|u1', 'fortran_order': False, ${shape}\n}`;
      const head = [0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0, ...Buffer.from(header)];
      expect(Array.from(read(Uint8Array.of(...head, 5, 6)).values)).toEqual([5, 6]);
    },
  );

  it('reads version 2 and an array without dimensions', () => {
    const data = new Uint8Array(Float64Array.of(7).buffer);
    expect(read(npyBytes({ descr: '<f8', shape: [], data, version: 2 }))).toEqual({
      shape: [],
      values: Float64Array.of(7),
    });
  });

  it.each([
    ['no array', Uint8Array.of(1, 2, 3), 'byte 0: not a NumPy array'],
    ['a cut header', float64Npy([2], [1, 2]).subarray(0, 40), 'byte 40: the file ends inside the header'],
    [
      'cut values',
      float64Npy([2], [1, 2]).subarray(0, 140),
      'byte 140: the shape (2) needs 144 bytes, the file has 140',
    ],
    ['values too many', npyBytes({ descr: '<f8', shape: [1], data: new Uint8Array(16) }), 'needs 136 bytes'],
    [
      'complex numbers',
      npyBytes({ descr: '<c8', shape: [1], data: new Uint8Array(8) }),
      "type '<c8' is not read: it holds complex",
    ],
    [
      'objects',
      npyBytes({ descr: '|O', shape: [1], data: new Uint8Array(8) }),
      "type '|O' is not read: it holds Python objects",
    ],
    ['text', npyBytes({ descr: '<U4', shape: [1], data: new Uint8Array(16) }), "type '<U4' is not read"],
    [
      'a precision of its machine',
      npyBytes({ descr: 'float128', shape: [1], data: new Uint8Array(16) }),
      "type 'float128' is not read: it holds numbers of a precision that differs",
    ],
    [
      'a name that only begins like a type',
      npyBytes({ descr: 'f8x', shape: [1], data: new Uint8Array(8) }),
      "type 'f8x' is not read",
    ],
    ['version 9', npyBytes({ descr: '<f8', shape: [1], data: new Uint8Array(8), version: 9 }), 'version 9'],
    [
      'a shape beyond memory',
      npyBytes({ descr: '<f8', shape: [1e9, 1e9], data: new Uint8Array(8) }),
      'needs',
    ],
  ])('refuses %s with file, array, byte and reason', (_, bytes, reason) => {
    expect(codeOf(() => read(bytes))).toMatchObject({
      code: 'INVALID_FILE',
      message: expect.stringContaining(reason) as string,
    });
    expect(codeOf(() => read(bytes))).toMatchObject({
      message: expect.stringContaining("views.npz, array 'f', byte ") as string,
    });
  });
});
