/** The bytes of one member of a zip archive, unpacked piece by piece. */
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { DomainError } from '@engram/core';
import { readAt, type ZipMember } from './zip-directory.ts';

const chunkBytes = 1 << 18;
const localHeader = 0x04034b50;

/** Methods by their number in APPNOTE.TXT 4.4.5; the others have the number alone. */
const methods: Record<number, string> = {
  1: 'Shrink', 6: 'Implode', 9: 'Deflate64', 12: 'bzip2', 14: 'LZMA', 20: 'Zstandard', 93: 'Zstandard', 95: 'XZ', 98: 'PPMd', 99: 'AES encryption',
}; // prettier-ignore

/** Rejects what is not written by NumPy, before anything is read. @throws DomainError INVALID_FILE */
export function checkReadable(member: ZipMember, where: string): void {
  const memberError = (reason: string): DomainError =>
    new DomainError('INVALID_FILE', `${where}, byte 0: ${reason}.`);
  if (member.encrypted || member.method === 99)
    throw memberError('it is encrypted. Save the archive without a password');
  if (member.method !== 0 && member.method !== 8) {
    const name = methods[member.method];
    throw memberError(
      `it is compressed by ${name ? `${name} (method ${member.method})` : `method ${member.method}`}, which is not read. ` +
        'Save the archive with numpy.savez or numpy.savez_compressed',
    );
  }
}

async function* packedBytes(
  handle: FileHandle,
  start: number,
  length: number,
): AsyncGenerator<Buffer, void, void> {
  for (let at = 0; at < length;) {
    const chunk = await readAt(handle, start + at, Math.min(chunkBytes, length - at));
    if (chunk.length === 0) return;
    yield chunk;
    at += chunk.length;
  }
}

async function dataStart(handle: FileHandle, member: ZipMember, where: string): Promise<number> {
  const head = await readAt(handle, member.headerAt, 30);
  const damaged = (what: string): DomainError =>
    new DomainError(
      'INVALID_FILE',
      `${where}, byte 0: ${what} where the archive's directory says it begins (byte ${member.headerAt}): the file was damaged. Save or fetch it again.`,
    );
  if (head.length < 30 || head.readUInt32LE(0) !== localHeader) throw damaged('there is no member');
  const nameBytes = head.readUInt16LE(26);
  const name = await readAt(handle, member.headerAt + 30, nameBytes);
  const encoding = head.readUInt16LE(6) & 0x800 ? 'utf8' : 'latin1';
  if (name.toString(encoding) !== member.name) throw damaged('there is another member');
  return member.headerAt + 30 + nameBytes + head.readUInt16LE(28);
}

/**
 * Unpacks a member. Never more bytes than the directory announces, whatever is packed; the checksum is compared at the end.
 * @param where names file and array in messages
 * @throws DomainError INVALID_FILE with byte offset (in the member) and reason
 */
export async function* unpack(
  handle: FileHandle,
  member: ZipMember,
  where: string,
): AsyncGenerator<Buffer, void, void> {
  checkReadable(member, where);
  const memberError = (at: number, reason: string, cause?: unknown): DomainError =>
    new DomainError('INVALID_FILE', `${where}, byte ${at}: ${reason}`, { cause });
  const packed = packedBytes(handle, await dataStart(handle, member, where), member.packedBytes);
  const inflate = member.method === 8 ? createInflateRaw({ chunkSize: chunkBytes }) : null;
  const source: AsyncIterable<Buffer> = inflate
    ? (Readable.from(packed)
        .on('error', (error) => inflate.destroy(error))
        .pipe(inflate) as AsyncIterable<Buffer>)
    : packed;
  let at = 0;
  let checksum = 0;
  try {
    for await (const chunk of source) {
      if (at + chunk.length > member.bytes)
        throw memberError(member.bytes, `it unpacks to more than the ${member.bytes} bytes that the archive announces. Save it again.`); // prettier-ignore
      at += chunk.length;
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (!code?.startsWith('Z_')) throw error;
    const cause =
      code === 'Z_BUF_ERROR' ? 'its compressed data is cut short' : 'its compressed data was damaged';
    throw memberError(at, `${cause} (${(error as Error).message}). Save or fetch the file again.`, error);
  } finally {
    inflate?.destroy();
  }
  if (at < member.bytes)
    throw memberError(at, `it ends after ${at} of the ${member.bytes} bytes that the archive announces: the file is cut short or damaged. Save or fetch it again.`); // prettier-ignore
  if (checksum !== member.crc32)
    throw memberError(
      0,
      "its checksum differs from the archive's: the file was damaged. Save or fetch it again.",
    );
}
