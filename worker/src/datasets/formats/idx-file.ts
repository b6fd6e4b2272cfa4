import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { DomainError } from '@engram/core';
import { fileKind, fileKindBytes } from '../../files/file-kind.ts';
import { readChunks } from '../../files/read-chunks.ts';
import { unreadable } from '../../files/unreadable.ts';

/** Types of the values of LeCun's idx format: name, bytes, and how one is read (they are big endian). */
const types = {
  0x08: { name: 'unsigned bytes', size: 1, read: (data: Buffer, at: number) => data.readUInt8(at) },
  0x09: { name: 'signed bytes', size: 1, read: (data: Buffer, at: number) => data.readInt8(at) },
  0x0b: { name: '16-bit whole numbers', size: 2, read: (data: Buffer, at: number) => data.readInt16BE(at) },
  0x0c: { name: '32-bit whole numbers', size: 4, read: (data: Buffer, at: number) => data.readInt32BE(at) },
  0x0d: { name: '32-bit floats', size: 4, read: (data: Buffer, at: number) => data.readFloatBE(at) },
  0x0e: { name: '64-bit floats', size: 8, read: (data: Buffer, at: number) => data.readDoubleBE(at) },
} as const;

export type IdxType = keyof typeof types;
export const unsignedByte = 0x08;
/** Types of whole numbers. */
export const wholeNumberTypes: readonly IdxType[] = [0x08, 0x09, 0x0b, 0x0c];

/** An array in LeCun's idx format. */
export interface IdxArray {
  dimensions: number[];
  type: IdxType;
  /** Its bytes as they stand in the file. */
  data: Uint8Array;
}

/** The values of an array, as numbers. */
export function idxValues({ type, data }: IdxArray): number[] {
  const { size, read } = types[type];
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: bytes.length / size }, (_, i) => read(bytes, i * size));
}

/** Largest array read, unpacked: 1 GiB, 1.3 million digits of MNIST's size. */
export const idxLimitBytes = 2 ** 30;

interface Header {
  dimensions: number[];
  type: IdxType;
  start: number;
  count: number;
  sizeBytes: number;
}

function fail(file: string, offset: number, reason: string, cause?: unknown): never {
  throw new DomainError('INVALID_FILE', `${file}, byte ${offset}: ${reason}.`, {
    details: { file, offset },
    cause,
  });
}

/** What the file is instead, and what to do. */
function otherKind(head: Buffer): string {
  const kind = fileKind(head);
  return kind ? `: it is ${kind.name}. ${kind.next ?? 'Write its images in the idx format of MNIST'}` : '';
}

/** What the first bytes say; null while there are too few of them. */
function readHeader(file: string, head: Buffer, accepted: readonly IdxType[]): Header | null {
  if (head.length < 4) return null;
  if (head[0] !== 0 || head[1] !== 0)
    fail(file, 0, `it does not begin with the two zero bytes of an idx file${otherKind(head)}`);
  const code = head[2]!;
  if (!accepted.includes(code as IdxType)) {
    const names = accepted.map((type) => `${types[type].name} (0x${type.toString(16)})`).join(', ');
    const found = Object.hasOwn(types, code)
      ? `${types[code as IdxType].name} (0x${code.toString(16)})`
      : 'unknown';
    fail(file, 2, `its values are of type 0x${code.toString(16)}, ${found}; here ${names} are read`);
  }
  const type = code as IdxType;
  const rank = head[3]!;
  if (rank < 1 || rank > 4) fail(file, 3, `it has ${rank} dimensions, not 1 to 4`);
  const start = 4 + 4 * rank;
  if (head.length < start) return null;
  const dimensions = Array.from({ length: rank }, (_, i) => head.readUInt32BE(4 + 4 * i));
  const count = dimensions.reduce((product, dimension) => product * dimension, 1);
  const sizeBytes = count * types[type].size;
  if (sizeBytes > idxLimitBytes)
    fail(file, 4, `its dimensions ${dimensions.join(' × ')} exceed the limit of ${idxLimitBytes} bytes`);
  return { dimensions, type, start, count, sizeBytes };
}

/** Why reading a file failed: zlib's errors by their code, those of the system by theirs. */
function brokenOff(file: string, where: string, length: number, error: unknown): DomainError {
  const { code, message } = error as NodeJS.ErrnoException;
  const at = (reason: string): DomainError =>
    new DomainError('INVALID_FILE', `${where}, byte ${length}: ${reason} (${message}).`, {
      details: { file, offset: length },
      cause: error,
    });
  if (code === 'Z_BUF_ERROR') return at('it cannot be read on: the gzip file is cut short; fetch it again');
  if (!code?.startsWith('Z_'))
    return unreadable(file, error, { missing: 'INVALID_FILE', other: 'INVALID_FILE' });
  // Its own header was looked at: these errors come from what should be the header of a second gzip stream.
  if (/incorrect header check|unknown compression method|unknown header flags/.test(message))
    return new DomainError(
      'INVALID_FILE',
      `${file}: the gzip data ends, and other bytes follow behind it (${message}). Remove them, or unpack the file with gunzip and import that.`,
      { details: { file }, cause: error },
    );
  return at('it cannot be read on: the gzip data is damaged; fetch it again');
}

/** The file's bytes, unpacked where they begin like gzip. Read once from the beginning, so that a pipe will do. */
async function unpacked(
  file: string,
  signal?: AbortSignal,
): Promise<{ packed: boolean; bytes: AsyncIterable<Buffer> }> {
  const chunks = readChunks(file, signal);
  const first: Buffer[] = [];
  for (let length = 0; length < 2;) {
    const { value, done } = await chunks.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const head = Buffer.concat(first);
  const all = (async function* () {
    try {
      if (head.length > 0) yield head;
      yield* chunks;
    } finally {
      await chunks.return();
    }
  })();
  if (head[0] !== 0x1f || head[1] !== 0x8b) return { packed: false, bytes: all };
  if (head.length > 3 && (head[2] !== 8 || (head[3]! & 0xe0) !== 0))
    fail(file, 2, 'it begins like gzip, but with a method or flags that are unknown');
  const gunzip = createGunzip();
  const source = Readable.from(all);
  source.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => source.destroy());
  return { packed: true, bytes: source.pipe(gunzip) as AsyncIterable<Buffer> };
}

/**
 * Reads an idx file, gzipped or not, or a pipe. The header is checked before memory is taken, and reading stops
 * with the first byte too many: neither a lying header nor a gzip bomb costs more than the array announced.
 *
 * @throws DomainError INVALID_FILE with file, byte offset (in the unpacked file) and reason
 */
export async function readIdx(
  file: string,
  { accept = [unsignedByte], signal }: { accept?: readonly IdxType[]; signal?: AbortSignal } = {},
): Promise<IdxArray> {
  let where = file;
  const parts: Buffer[] = [];
  let length = 0;
  let header: Header | null = null;
  try {
    const { packed, bytes } = await unpacked(file, signal);
    if (packed) where = `${file} (unpacked)`;
    for await (const part of bytes) {
      parts.push(part);
      length += part.length;
      header ??= readHeader(where, Buffer.concat(length < fileKindBytes ? parts : [...parts.slice(0, -1), part.subarray(0, fileKindBytes)]), accept); // prettier-ignore
      if (header && length > header.start + header.sizeBytes)
        fail(
          where,
          header.start + header.sizeBytes,
          `bytes follow the last of ${header.count} values; the header does not fit the data`,
        );
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw brokenOff(file, where, length, error);
  }
  if (!header) return fail(where, length, 'it ends within its header');
  const { dimensions, type, start, count, sizeBytes } = header;
  if (length < start + sizeBytes)
    fail(
      where,
      length,
      `it ends after ${length - start} of ${count === sizeBytes ? `${count} values` : `${sizeBytes} bytes of values`}; it is truncated: fetch it again`,
    );
  return { dimensions, type, data: new Uint8Array(Buffer.concat(parts, length).subarray(start)) };
}
