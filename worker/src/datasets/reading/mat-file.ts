/**
 * Numeric arrays of MATLAB's MAT-files of version 5, compressed or not (MathWorks, "MAT-File Format", chapter 1): a header of 128 bytes,
 * then elements of type, length and content. Arrays are in column-major order: the first index runs fastest.
 */
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInflate } from 'node:zlib';
import { DomainError } from '@engram/core';
import { expandHome } from '../../files/expand-home.ts';
import { fileKind } from '../../files/file-kind.ts';
import { ByteStream } from '../../files/numpy/byte-stream.ts';
import { isFolder } from '../../files/unreadable.ts';
import { fileError, unreadableFile } from './file-error.ts';
import { readMatArray, type MatArray } from './mat-array.ts';

const headerBytes = 128;
const matrixType = 14;
const compressedType = 15;

/** @returns whether the file is little endian. @throws DomainError INVALID_FILE for what is no MAT-file of version 5 */
function checkHeader(head: Buffer, file: string): boolean {
  const isHdf5 = head.toString('latin1').startsWith('MATLAB 7.3') || fileKind(head)?.name === 'an HDF5 file';
  if (isHdf5)
    throw fileError(file, 'byte 0', 'it is a MAT-file of version 7.3 (HDF5), which is not read. Save it in version 7: save(file, "X", "y", "-v7") in MATLAB, or scipy.io.savemat in Python.'); // prettier-ignore
  const endian = head.toString('latin1', 126, 128);
  const isLittle = endian === 'IM';
  if (head.length < headerBytes || (!isLittle && endian !== 'MI')) {
    const kind = fileKind(head);
    throw fileError(file, 'byte 126', `it is no MAT-file of version 5${kind ? `, but ${kind.name}` : ''}; fetch it again.`); // prettier-ignore
  }
  const version = isLittle ? head.readUInt16LE(124) : head.readUInt16BE(124);
  if (version !== 0x0100)
    throw fileError(file, 'byte 124', `its version is 0x${version.toString(16)}, not 0x100.`);
  return isLittle;
}

/** zlib's errors, and those of the system, with the file. */
const readError = (file: string, start: number, error: unknown): DomainError =>
  (error as NodeJS.ErrnoException).code?.startsWith('Z_')
    ? new DomainError('INVALID_FILE', `${file}, byte ${start}: the compressed array cannot be unpacked (${(error as Error).message}): it is truncated or damaged; fetch it again.`, { cause: error }) // prettier-ignore
    : unreadableFile(file, error);

/** The content of a part of the file, unpacked where it is compressed. */
async function* contentOf(
  file: string,
  { start, bytes, isCompressed }: { start: number; bytes: number; isCompressed: boolean },
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const source = createReadStream(expandHome(file), { start, end: start + bytes - 1, signal });
  const inflate = isCompressed ? createInflate() : null;
  if (inflate) source.on('error', (error) => inflate.destroy(error)).pipe(inflate);
  try {
    for await (const chunk of inflate ?? source) yield chunk as Buffer;
  } catch (error) {
    throw readError(file, start, error);
  } finally {
    source.destroy();
    inflate?.destroy();
  }
}

async function readAt(handle: FileHandle, position: number, count: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(count), 0, count, position);
  return buffer.subarray(0, bytesRead);
}

/**
 * The arrays of a file by their names.
 * @throws DomainError INVALID_FILE with file, byte and reason; for version 7.3 with what to do
 */
export async function readMatFile(file: string, signal?: AbortSignal): Promise<Map<string, MatArray>> {
  const handle = await open(expandHome(file)).catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  try {
    const info = await handle.stat();
    if (info.isDirectory()) throw unreadableFile(file, isFolder());
    const isLittle = checkHeader(await readAt(handle, 0, headerBytes), file);
    const arrays = new Map<string, MatArray>();
    for (let at = headerBytes; at < info.size;) {
      const tag = await readAt(handle, at, 8);
      if (tag.length < 8) throw fileError(file, `byte ${at}`, 'it ends within an element; it is truncated: fetch it again.'); // prettier-ignore
      const [type, bytes] = isLittle
        ? [tag.readUInt32LE(0), tag.readUInt32LE(4)]
        : [tag.readUInt32BE(0), tag.readUInt32BE(4)];
      if (type !== matrixType && type !== compressedType)
        throw fileError(file, `byte ${at}`, `an element of type ${type} stands where an array should begin; the file is damaged: fetch it again.`); // prettier-ignore
      if (at + 8 + bytes > info.size)
        throw fileError(file, `byte ${at}`, `an array of ${bytes} bytes begins here, and the file ends after ${info.size - at - 8} of them; it is truncated: fetch it again.`); // prettier-ignore
      const isCompressed = type === compressedType;
      const start = at + 8;
      const content = () => new ByteStream(contentOf(file, { start, bytes, isCompressed }, signal));
      const array = await readMatArray(content, { file, at, isLittle, isCompressed });
      if (array) arrays.set(array.name, array);
      at += 8 + bytes;
      // Only what is not compressed is filled up to a multiple of 8 bytes.
      if (!isCompressed) at = Math.ceil(at / 8) * 8;
    }
    return arrays;
  } finally {
    await handle.close();
  }
}
