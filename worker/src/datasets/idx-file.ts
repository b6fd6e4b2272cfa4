import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { DomainError } from '@engram/core';

/** An array of unsigned bytes in LeCun's idx format. */
export interface IdxArray {
  dimensions: number[];
  data: Uint8Array;
}

/** Largest array read, unpacked: 1 GiB, 1.3 million digits of MNIST's size. */
export const idxLimitBytes = 2 ** 30;
const unsignedByte = 0x08;

function refuse(file: string, offset: number, reason: string, cause?: unknown): never {
  throw new DomainError('INVALID_FILE', `${file}, byte ${offset}: ${reason}.`, {
    details: { file, offset },
    cause,
  });
}

/** What the first bytes say; null while there are too few of them. */
function readHeader(
  file: string,
  head: Buffer,
): { dimensions: number[]; start: number; size: number } | null {
  if (head.length < 4) return null;
  if (head[0] !== 0 || head[1] !== 0)
    refuse(file, 0, 'it does not begin with the two zero bytes of an idx file');
  if (head[2] !== unsignedByte)
    refuse(file, 2, `its values are of type 0x${head[2]!.toString(16)}; only unsigned bytes (0x8) are read`);
  const rank = head[3]!;
  if (rank < 1 || rank > 4) refuse(file, 3, `it has ${rank} dimensions, not 1 to 4`);
  const start = 4 + 4 * rank;
  if (head.length < start) return null;
  const dimensions = Array.from({ length: rank }, (_, i) => head.readUInt32BE(4 + 4 * i));
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (size > idxLimitBytes)
    refuse(file, 4, `its dimensions ${dimensions.join(' × ')} exceed the limit of ${idxLimitBytes} bytes`);
  return { dimensions, start, size };
}

async function isGzipped(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await handle.close();
    }
  } catch (error) {
    return refuse(file, 0, 'it cannot be read; check the path', error);
  }
}

/**
 * Reads an idx file of unsigned bytes, gzipped or not. The header is checked before memory is taken, and reading stops
 * with the first byte too many: neither a lying header nor a gzip bomb costs more than the array announced.
 *
 * @throws DomainError INVALID_FILE with file, byte offset (in the unpacked file) and reason
 */
export async function readIdx(file: string): Promise<IdxArray> {
  const packed = await isGzipped(file);
  const where = packed ? `${file} (unpacked)` : file;
  const source = createReadStream(file);
  const stream = packed ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => stream.destroy(error));
  const parts: Buffer[] = [];
  let length = 0;
  let header: ReturnType<typeof readHeader> = null;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      header ??= readHeader(where, length < 20 ? Buffer.concat(parts) : Buffer.concat(parts).subarray(0, 20));
      if (header && length > header.start + header.size)
        refuse(
          where,
          header.start + header.size,
          `bytes follow the last of ${header.size} values; the header does not fit the data`,
        );
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    refuse(where, length, `it cannot be read on (${reason}); it may be cut short: fetch it again`, error);
  } finally {
    source.destroy();
  }
  if (!header) return refuse(where, length, 'it ends within its header');
  const { dimensions, start, size } = header;
  if (length < start + size)
    refuse(
      where,
      length,
      `it ends after ${length - start} of ${size} values; it is truncated: fetch it again`,
    );
  return { dimensions, data: new Uint8Array(Buffer.concat(parts, length).subarray(start)) };
}
