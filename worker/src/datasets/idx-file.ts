import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { DomainError } from '@engram/core';

/** An array of unsigned bytes in LeCun's idx format. */
export interface IdxArray {
  dimensions: number[];
  data: Uint8Array;
}

/** Largest file read, unpacked: 60,000 images of 224 × 224 × 1 would not fit, ImageNet is not what idx is for. */
export const idxLimitBytes = 1 << 30;
const unsignedByte = 0x08;

const refuse = (file: string, offset: number, reason: string): never => {
  throw new DomainError('INVALID_FILE', `${file}, byte ${offset}: ${reason}.`, { details: { file, offset } });
};

/** Reads a file, unpacking gzip, and stops as soon as it grows beyond the limit: a gzip bomb costs no memory. */
async function readBounded(file: string): Promise<Buffer> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile())
    throw new DomainError('INVALID_FILE', `${file}: there is no such file. Check the path.`, {
      details: { file },
    });
  const head = await firstBytes(file);
  const packed = head[0] === 0x1f && head[1] === 0x8b;
  const source = createReadStream(file);
  const stream = packed ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => stream.destroy(error));
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > idxLimitBytes)
        refuse(file, idxLimitBytes, `it is larger than ${idxLimitBytes} bytes unpacked, the limit`);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    refuse(
      file,
      length,
      `it cannot be unpacked (${(error as Error).message}); it may be cut short: fetch it again`,
    );
  }
  return Buffer.concat(parts, length);
}

async function firstBytes(file: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of createReadStream(file, { start: 0, end: 1 })) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/**
 * Reads an idx file of unsigned bytes, gzipped or not.
 *
 * @throws DomainError INVALID_FILE with file, byte offset and reason
 */
export async function readIdx(file: string): Promise<IdxArray> {
  const bytes = await readBounded(file);
  if (bytes.length < 4) refuse(file, bytes.length, 'it ends within the magic number');
  if (bytes[0] !== 0 || bytes[1] !== 0)
    refuse(file, 0, 'it does not begin with the two zero bytes of an idx file');
  if (bytes[2] !== unsignedByte)
    refuse(file, 2, `its values are of type 0x${bytes[2].toString(16)}; only unsigned bytes (0x8) are read`);
  const rank = bytes[3];
  if (rank < 1 || rank > 4) refuse(file, 3, `it has ${rank} dimensions, not 1 to 4`);
  const start = 4 + 4 * rank;
  if (bytes.length < start) refuse(file, bytes.length, 'it ends within its dimensions');
  const dimensions = Array.from({ length: rank }, (_, i) => bytes.readUInt32BE(4 + 4 * i));
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (size > idxLimitBytes)
    refuse(file, 4, `its dimensions ${dimensions.join(' × ')} exceed the limit of ${idxLimitBytes} bytes`);
  if (bytes.length < start + size)
    refuse(file, bytes.length, `it ends after ${bytes.length - start} of ${size} values; it is truncated`);
  if (bytes.length > start + size)
    refuse(
      file,
      start + size,
      `${bytes.length - start - size} bytes follow the last value; the header does not fit the data`,
    );
  return { dimensions, data: new Uint8Array(bytes.buffer, bytes.byteOffset + start, size) };
}
