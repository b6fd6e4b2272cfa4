import { zipSync } from 'fflate';

/** Bytes of an array in NumPy's format, version 1, as numpy.save writes them. */
export function npyBytes(o: {
  descr: string;
  shape: number[];
  data: Uint8Array;
  fortran?: boolean;
  version?: number;
}): Uint8Array {
  const shape = o.shape.length === 1 ? `${o.shape[0]},` : o.shape.join(', ');
  const start = o.version === 2 ? 12 : 10;
  const text = `{'descr': '${o.descr}', 'fortran_order': ${o.fortran ? 'True' : 'False'}, 'shape': (${shape}), }`;
  const header = `${text.padEnd(Math.ceil((start + text.length + 1) / 64) * 64 - start - 1)}\n`;
  const bytes = new Uint8Array(start + header.length + o.data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, o.version ?? 1, 0]);
  const view = new DataView(bytes.buffer);
  if (o.version === 2) view.setUint32(8, header.length, true);
  else view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), start);
  bytes.set(o.data, start + header.length);
  return bytes;
}

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** A little-endian float64 array (this and every machine the tests run on is little endian). */
export const float64Npy = (shape: number[], values: Iterable<number>, fortran = false): Uint8Array =>
  npyBytes({ descr: '<f8', shape, data: bytesOf(Float64Array.from(values)), fortran });

export const float32Npy = (shape: number[], values: Iterable<number>): Uint8Array =>
  npyBytes({ descr: '<f4', shape, data: bytesOf(Float32Array.from(values)) });

export const int64Npy = (shape: number[], values: Iterable<number>): Uint8Array =>
  npyBytes({ descr: '<i8', shape, data: bytesOf(BigInt64Array.from(Array.from(values, BigInt))) });

/** Bytes of an `.npz` file with these arrays. */
export const npzBytes = (arrays: Record<string, Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])));
