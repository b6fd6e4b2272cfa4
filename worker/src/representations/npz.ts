/** Reads `.npz` files, which are zip archives of `.npy` files. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { DomainError } from '@engram/core';
import { unzipSync } from 'fflate';
import { readNpy, type NpyArray } from './npy.ts';

/** Everything is held in memory, values in double precision: files beyond this need a machine of their own. */
const maxFileBytes = 2 * 2 ** 30;
const maxArrayBytes = 2 * 2 ** 30;

/**
 * Reads the arrays named that the file has.
 * @throws DomainError INVALID_FILE with file, array, offset and reason; NOT_FOUND when there is no such file.
 */
export async function readNpz(path: string, names: readonly string[]): Promise<Map<string, NpyArray>> {
  const file = basename(path);
  const info = await stat(path).catch((error: unknown) => {
    throw new DomainError('NOT_FOUND', `There is no file ${path}. Give the path of an .npz file.`, {
      cause: error,
    });
  });
  if (!info.isFile())
    throw new DomainError('INVALID_FILE', `${path} is not a file. Give the path of an .npz file.`);
  if (info.size > maxFileBytes)
    throw new DomainError(
      'INVALID_FILE',
      `${file}, byte ${maxFileBytes}: the file has ${info.size} bytes, more than the ${maxFileBytes} that can be read at once. ` +
        'Store float16, or fewer views.',
    );
  const bytes = await readFile(path);
  const arrays = new Map<string, NpyArray>();
  const checksums = readChecksums(bytes);
  for (const [name, content] of Object.entries(unzip(bytes, file, names))) {
    const where = `${file}, array '${stem(name)}'`;
    if (crc32(content) !== checksums.get(name))
      throw new DomainError(
        'INVALID_FILE',
        `${where}, byte 0: its checksum differs from the archive's: the file was damaged. Save or fetch it again.`,
      );
    arrays.set(stem(name), readNpy(content, where));
  }
  return arrays;
}

const stem = (name: string): string => name.replace(/\.npy$/, '');

function unzip(bytes: Uint8Array, file: string, names: readonly string[]): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!names.includes(stem(name))) return false;
        // Before anything is unpacked: a small file may unpack to more than the memory holds.
        if (originalSize > maxArrayBytes)
          throw new DomainError(
            'INVALID_FILE',
            `${file}, array '${stem(name)}', byte 0: it unpacks to ${originalSize} bytes, more than the ${maxArrayBytes} that can be read.`,
          );
        return true;
      },
    });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError(
      'INVALID_FILE',
      `${file}, byte ${endOfZip(bytes)}: not a readable .npz archive (${reason}). Save it with numpy.savez.`,
      { cause: error },
    );
  }
}

/** Where the directory of a zip archive was looked for: its end record, or the end of the file. */
function endOfZip(bytes: Uint8Array): number {
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 65_557); i--)
    if (bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 0x05 && bytes[i + 3] === 0x06)
      return i;
  return bytes.length;
}

/** CRC-32 of each member by name, from the archive's directory: unpacking does not look at it. */
function readChecksums(bytes: Buffer): Map<string, number> {
  const checksums = new Map<string, number>();
  const end = endOfZip(bytes);
  if (end === bytes.length) return checksums;
  let at = bytes.readUInt32LE(end + 16);
  while (at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50) {
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    checksums.set(bytes.toString('utf8', at + 46, nameEnd), bytes.readUInt32LE(at + 16));
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return checksums;
}
