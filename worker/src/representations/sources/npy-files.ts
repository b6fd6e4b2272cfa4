import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { expandHome } from '../../files/expand-home.ts';
import { checkFileBytes, npyHeadBytes, readNpyHeader } from '../../files/numpy/npy.ts';
import type { NpzArray, NpzFile } from '../../files/numpy/npz.ts';
import { sizeOfRegularFile } from '../../files/regular-file.ts';
import { unreadable } from '../../files/unreadable.ts';
import { fileArray } from './file-array.ts';

/**
 * Arrays in `.npy` files of their own, as one set. Only their headers are read.
 * @param paths by the name of the array, such as `f`
 * @throws DomainError INVALID_FILE with file, offset and reason; NOT_FOUND when there is no such file
 */
export async function openNpyFiles(paths: Readonly<Record<string, string>>): Promise<NpzFile> {
  const handles: FileHandle[] = [];
  const close = async (): Promise<void> => {
    for (const handle of handles.splice(0)) await handle.close();
  };
  const arrays = new Map<string, NpzArray>();
  try {
    for (const [name, path] of Object.entries(paths)) {
      const handle = await openFile(path);
      handles.push(handle);
      const where = basename(path);
      const { size } = await handle.stat();
      const head = new Uint8Array(Math.min(npyHeadBytes, size));
      await handle.read(head, 0, head.length, 0);
      const header = readNpyHeader(head, where);
      checkFileBytes(header, size, where);
      arrays.set(name, fileArray(handle, { name, where, header, start: header.dataOffset }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const file = Object.values(paths).map((path) => basename(path)).join(', '); // prettier-ignore
  return { file, names: [...arrays.keys()], array: (name) => Promise.resolve(arrays.get(name)!), close };
}

async function openFile(path: string): Promise<FileHandle> {
  await sizeOfRegularFile(path);
  try {
    return await open(expandHome(path), constants.O_RDONLY);
  } catch (error) {
    throw unreadable(path, error);
  }
}
