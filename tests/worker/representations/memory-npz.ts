import { ByteStream } from '../../../worker/src/files/numpy/byte-stream.ts';
import { readNpyHeader } from '../../../worker/src/files/numpy/npy.ts';
import type { NpzFile } from '../../../worker/src/files/numpy/npz.ts';

/** An archive of `.npy` files that lies in memory. */
export function memoryNpz(arrays: Record<string, Uint8Array>): NpzFile {
  return {
    file: 'r.npz',
    names: Object.keys(arrays),
    array: async (name) => {
      const where = `r.npz, array '${name}'`;
      const header = readNpyHeader(arrays[name]!, where);
      const bytes = (): Uint8Array => new Uint8Array(arrays[name]!.subarray(header.dataOffset));
      return {
        name,
        where,
        header,
        stream: async () =>
          new ByteStream(
            (async function* () {
              yield bytes();
            })(),
          ),
        bytes: async () => bytes(),
      };
    },
    close: async () => {},
  };
}
