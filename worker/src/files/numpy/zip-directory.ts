/** The directory of a zip archive (APPNOTE.TXT 6.3.10), with zip64, and with other bytes before or behind the archive as Python allows them. */
import type { FileHandle } from 'node:fs/promises';
import { DomainError } from '@engram/core';
import { fileKind, fileKindBytes } from '../file-kind.ts';

export interface ZipMember {
  name: string;
  /** Compression method: 0 stored, 8 deflated. */
  method: number;
  encrypted: boolean;
  crc32: number;
  packedBytes: number;
  bytes: number;
  /** Where the member's own header begins in the file. */
  headerAt: number;
}

/** End record without its comment, and the longest comment. */
const endBytes = 22;
const longestComment = 0xffff;
/** Largest directory read: some million members. */
const largestDirectory = 64 * 2 ** 20;

const signatures = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50 } as const;

/** What a file is that does not end like a zip archive, by its first bytes. */
function kindOf(head: Buffer): string {
  if (head.length === 0) return 'the file is empty';
  if (head.toString('latin1').startsWith('PK\x03\x04'))
    return 'its directory, which lies at the end, is missing: the file is cut short. Save or fetch it again';
  const kind = fileKind(head);
  const next = kind?.next ?? 'Save all arrays in one file with numpy.savez';
  return `it is ${kind?.name ?? 'no zip archive'}. ${next}`;
}

/** Fills a buffer from a place in the file; shorter at the file's end. */
export async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(buffer, read, length - read, at + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}

interface End {
  /** Where the directory ends. */
  at: number;
  directoryBytes: number;
  directoryAt: number;
}

async function readEnd(handle: FileHandle, size: number, zipError: ZipError): Promise<End> {
  const tailAt = Math.max(0, size - endBytes - longestComment);
  const tail = await readAt(handle, tailAt, size - tailAt);
  const at = tail.lastIndexOf('PK\x05\x06', Math.max(0, tail.length - endBytes), 'latin1');
  if (at < 0 || at + endBytes > tail.length)
    throw zipError(size, kindOf(await readAt(handle, 0, fileKindBytes)));
  const end = {
    at: tailAt + at,
    directoryBytes: tail.readUInt32LE(at + 12),
    directoryAt: tail.readUInt32LE(at + 16),
  };
  const wide = await readEnd64(handle, end, zipError);
  if (!wide && tail.readUInt16LE(at + 4) !== 0)
    throw zipError(end.at, 'it is one of several parts of a split archive');
  return wide ?? end;
}

/** The zip64 record, which stands before its locator, which stands before the end record. */
async function readEnd64(handle: FileHandle, end: End, zipError: ZipError): Promise<End | null> {
  if (end.at < 76) return null;
  const both = await readAt(handle, end.at - 76, 76);
  if (both.length < 76 || both.readUInt32LE(56) !== signatures.locator64) return null;
  let record = both;
  let at = end.at - 76;
  if (record.readUInt32LE(0) !== signatures.end64) {
    // A record with extensions is longer: the locator says where it begins.
    at = Number(both.readBigUInt64LE(64));
    record = at < end.at ? await readAt(handle, at, 56) : Buffer.alloc(0);
    if (record.length < 56 || record.readUInt32LE(0) !== signatures.end64)
      throw zipError(
        end.at - 20,
        'its zip64 end record is missing: the file was damaged. Save or fetch it again',
      );
  }
  return {
    at,
    directoryBytes: Number(record.readBigUInt64LE(40)),
    directoryAt: Number(record.readBigUInt64LE(48)),
  };
}

type ZipError = (at: number, reason: string) => DomainError;

/** Sizes and place that did not fit into 32 bits, in their fixed order. */
function widen(member: ZipMember, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    if (id === 1) {
      const wide = extra.subarray(at + 4, at + 4 + length);
      let place = 0;
      for (const key of ['bytes', 'packedBytes', 'headerAt'] as const) {
        if (member[key] !== 0xffffffff || place + 8 > wide.length) continue;
        member[key] = Number(wide.readBigUInt64LE(place));
        place += 8;
      }
      return;
    }
    at += 4 + length;
  }
}

/**
 * The members of an archive, in its own order.
 * @throws DomainError INVALID_FILE with file, byte offset and what the file is instead
 */
export async function readZipDirectory(handle: FileHandle, size: number, file: string): Promise<ZipMember[]> {
  const zipError: ZipError = (at, reason) =>
    new DomainError('INVALID_FILE', `${file}, byte ${at}: not a readable .npz archive: ${reason}.`);
  const end = await readEnd(handle, size, zipError);
  const start = end.at - end.directoryBytes;
  /** Bytes that stand before the archive. */
  const before = start - end.directoryAt;
  if (end.directoryBytes > largestDirectory)
    throw zipError(
      end.at,
      `its directory has ${end.directoryBytes} bytes, more than the ${largestDirectory} that are read`,
    );
  if (start < 0 || before < 0)
    throw zipError(end.at, 'its directory does not fit before its end: the file is cut short or damaged. Save or fetch it again'); // prettier-ignore
  const directory = await readAt(handle, start, end.directoryBytes);
  const members: ZipMember[] = [];
  for (let at = 0; at < directory.length;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== signatures.entry)
      throw zipError(start + at, 'its directory is damaged here. Save or fetch the file again');
    const flags = directory.readUInt16LE(at + 8);
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const member: ZipMember = {
      name: directory.toString(flags & 0x800 ? 'utf8' : 'latin1', at + 46, nameEnd),
      method: directory.readUInt16LE(at + 10),
      encrypted: (flags & 1) === 1,
      crc32: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      headerAt: directory.readUInt32LE(at + 42),
    };
    widen(member, directory.subarray(nameEnd, extraEnd));
    member.headerAt += before;
    members.push(member);
    at = extraEnd + directory.readUInt16LE(at + 32);
  }
  return members;
}
