/** An `.npy` file of numbers, as NumPy writes it. */
export function npyBytes(descr: string, shape: number[], values: Uint8Array, fortranOrder = false): Buffer {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const header = `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  const padded = `${header}${' '.repeat(63 - ((header.length + 10) % 64))}\n`;
  const head = Buffer.alloc(10);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  head.writeUInt16LE(padded.length, 8);
  return Buffer.concat([head, Buffer.from(padded, 'latin1'), values]);
}

export const bytesOfArray = (
  values: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint16Array,
): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
