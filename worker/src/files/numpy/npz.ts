/** `.npz` files: zip archives of `.npy` files, of which only the arrays wanted are looked at. */
import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError } from '@engram/core';
import { expandHome } from '../expand-home.ts';
import { isFolder, unreadable } from '../unreadable.ts';
import { ByteStream } from './byte-stream.ts';
import { checkFileBytes, npyHeadBytes, readNpyHeader, type NpyHeader } from './npy.ts';
import { wholeArray } from './whole-array.ts';
import { readZipDirectory, type ZipMember } from './zip-directory.ts';
import { checkReadable, unpack } from './zip-member.ts';

/** An array of an archive: its header is read, its elements are not. */
export interface NpzArray {
  name: string;
  /** Names file and array in messages. */
  where: string;
  header: NpyHeader;
  /** Its elements from the first on, in the order of the file; checksums are compared when it is drained. */
  stream(): Promise<ByteStream>;
  /** The bytes of all its elements. */
  bytes(): Promise<Uint8Array>;
}

export interface NpzFile {
  /** Name of the file in messages. */
  file: string;
  /** Names of all arrays. */
  names: readonly string[];
  /** @throws DomainError INVALID_FILE with file, array, offset and reason */
  array(name: string): Promise<NpzArray>;
  close(): Promise<void>;
}

async function openFile(path: string): Promise<{ handle: FileHandle; size: number }> {
  const real = expandHome(path);
  try {
    const info = await stat(real);
    if (info.isDirectory()) throw isFolder();
    if (!info.isFile())
      throw new DomainError(
        'INVALID_FILE',
        `${path} is a ${info.isFIFO() ? 'pipe' : 'device'}, not a file: the directory of an .npz archive lies at its end, so that it ` +
          'cannot be read from its beginning on. Save it to a file first.',
      );
    return { handle: await open(real, constants.O_RDONLY), size: info.size };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw unreadable(path, error);
  }
}

const stem = (name: string): string => name.replace(/\.npy$/, '');

/**
 * Opens an archive and reads its directory.
 * @throws DomainError INVALID_FILE with file, offset and reason; NOT_FOUND when there is no such file
 */
export async function openNpz(path: string): Promise<NpzFile> {
  const file = basename(path);
  const { handle, size } = await openFile(path);
  try {
    const members = new Map<string, ZipMember>();
    for (const member of await readZipDirectory(handle, size, file)) {
      const name = stem(member.name);
      if (members.has(name))
        throw new DomainError(
          'INVALID_FILE',
          `${file}: the archive holds '${name}' twice, so that it is unclear which one is meant. Save it again.`,
        );
      members.set(name, member);
    }
    return {
      file,
      names: [...members.keys()],
      array: async (name) => openArray(handle, name, members.get(name)!, `${file}, array '${name}'`),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openArray(
  handle: FileHandle,
  name: string,
  member: ZipMember,
  where: string,
): Promise<NpzArray> {
  checkReadable(member, where);
  const start = new ByteStream(unpack(handle, member, where));
  const head = new Uint8Array(Math.min(npyHeadBytes, member.bytes));
  const length = await start.fill(head);
  await start.close();
  const header = readNpyHeader(head.subarray(0, length), where);
  checkFileBytes(header, member.bytes, where);
  const stream = async (): Promise<ByteStream> => {
    const bytes = new ByteStream(unpack(handle, member, where));
    await bytes.fill(new Uint8Array(header.dataOffset));
    return bytes;
  };
  return {
    name,
    where,
    header,
    stream,
    bytes: () => wholeArray(where, header.count * header.type.size, stream),
  };
}
