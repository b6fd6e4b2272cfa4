import { DomainError } from '@engram/core';
import { fileKind } from '../../../files/file-kind.ts';
import { brokenOff, unpacked } from '../../../files/unpacked.ts';

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
const idxTypes: readonly IdxType[] = [0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e];

/** What stands before the values of an array in LeCun's idx format. */
export interface IdxHeader {
  dimensions: number[];
  type: IdxType;
  /** Where the values begin. */
  start: number;
  /** Number of values. */
  count: number;
  sizeBytes: number;
}

/** Takes the bytes of an array's values as they come, in pieces of any length. */
export interface IdxSink<T> {
  take(bytes: Buffer): void;
  /** Called when all bytes were taken. */
  end(): T;
}

/** Gives the values of an array one after another, as numbers, whatever their type. */
export function eachValue(type: IdxType, take: (value: number, n: number) => void): (bytes: Buffer) => void {
  const { size, read } = types[type];
  let rest: Buffer = Buffer.alloc(0);
  let n = 0;
  return (part) => {
    const bytes = rest.length === 0 ? part : Buffer.concat([rest, part]);
    const whole = bytes.length - (bytes.length % size);
    for (let at = 0; at < whole; at += size) take(read(bytes, at), n++);
    rest = bytes.subarray(whole);
  };
}

/** Largest array read, unpacked: 1 GiB, 1.3 million digits of MNIST's size. */
const idxLimitBytes = 2 ** 30;

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
function readHeader(file: string, head: Buffer): IdxHeader | null {
  if (head.length < 4) return null;
  if (head[0] !== 0 || head[1] !== 0)
    fail(file, 0, `it does not begin with the two zero bytes of an idx file${otherKind(head)}`);
  const code = head[2]!;
  if (!Object.hasOwn(types, code)) {
    const names = idxTypes.map((type) => `${types[type].name} (0x${type.toString(16)})`).join(', ');
    fail(file, 2, `its values are of the unknown type 0x${code.toString(16)}; known are ${names}`);
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

/** Looks for the header in the first bytes, which may come in pieces. */
class Head {
  header: IdxHeader | null = null;
  private bytes: Buffer = Buffer.alloc(0);

  /** @returns those of the bytes that belong to the values */
  take(where: string, part: Buffer): Buffer {
    if (this.header) return part;
    this.bytes = Buffer.concat([this.bytes, part]);
    this.header = readHeader(where, this.bytes);
    return this.header ? this.bytes.subarray(this.header.start) : Buffer.alloc(0);
  }
}

/**
 * Reads an idx file, gzipped or not, or a pipe. The header is checked before memory is taken, and reading stops
 * with the first byte too many: neither a lying header nor a gzip bomb costs more than the array announced.
 *
 * @param open called with the header: what takes the values
 * @throws DomainError INVALID_FILE with file, byte offset (in the unpacked file) and reason
 */
export async function readIdx<T>(
  file: string,
  open: (header: IdxHeader, where: string) => IdxSink<T>,
  signal?: AbortSignal,
): Promise<{ header: IdxHeader; value: T }> {
  let where = file;
  let length = 0;
  let sink: IdxSink<T> | null = null;
  const head = new Head();
  try {
    const { packed, bytes } = await unpacked(file, signal);
    if (packed) where = `${file} (unpacked)`;
    for await (const part of bytes) {
      length += part.length;
      const values = head.take(where, part);
      const { header } = head;
      if (!header) continue;
      if (length > header.start + header.sizeBytes)
        fail(
          where,
          header.start + header.sizeBytes,
          `bytes follow the last of ${header.count} values; the header does not fit the data`,
        );
      sink ??= open(header, where);
      sink.take(values);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw brokenOff(file, where, length, error);
  }
  const { header } = head;
  if (!header || !sink) return fail(where, length, 'it ends within its header');
  const { start, count, sizeBytes } = header;
  if (length < start + sizeBytes)
    fail(
      where,
      length,
      `it ends after ${length - start} of ${count === sizeBytes ? `${count} values` : `${sizeBytes} bytes of values`}; it is truncated: fetch it again`,
    );
  return { header, value: sink.end() };
}
