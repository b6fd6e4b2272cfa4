import { DomainError } from '@engram/core';
import type { FileHandle } from 'node:fs/promises';
import { ByteStream } from '../../files/numpy/byte-stream.ts';
import type { NpyHeader } from '../../files/numpy/npy.ts';
import type { NpzArray } from '../../files/numpy/npz.ts';
import { wholeArray } from '../../files/numpy/whole-array.ts';

const chunkBytes = 1 << 20;

/** The bytes of a file from `start` to `end`. @throws DomainError INVALID_FILE when the file ends before */
async function* bytesBetween(
  handle: FileHandle,
  where: string,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void, void> {
  for (let at = start; at < end;) {
    // A new buffer each time: whoever takes it may keep it.
    const chunk = new Uint8Array(Math.min(chunkBytes, end - at));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0)
      throw new DomainError(
        'INVALID_FILE',
        `${where}, byte ${at}: the file ends here; it was changed while it was read.`,
      );
    yield chunk.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/** An array whose elements lie side by side in a file, from `start` on. */
export function fileArray(
  handle: FileHandle,
  o: { name: string; where: string; header: NpyHeader; start: number },
): NpzArray {
  const { name, where, header, start } = o;
  const size = header.count * header.type.size;
  const stream = (): Promise<ByteStream> =>
    Promise.resolve(new ByteStream(bytesBetween(handle, where, start, start + size)));
  return { name, where, header, stream, bytes: () => wholeArray(where, size, stream) };
}
