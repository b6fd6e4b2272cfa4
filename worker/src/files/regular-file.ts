import { stat } from 'node:fs/promises';
import { DomainError } from '@engram/core';
import { expandHome } from './expand-home.ts';
import { isFolder, unreadable } from './unreadable.ts';

/**
 * Sees, before anything is opened, that a path is a file that can be read from any place: opening a pipe waits for its writer.
 * @returns its size in bytes
 * @throws DomainError INVALID_FILE for a folder, pipe or device; NOT_FOUND when there is nothing
 */
export async function sizeOfRegularFile(path: string): Promise<number> {
  const info = await stat(expandHome(path)).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (info.isDirectory()) throw unreadable(path, isFolder());
  if (info.isFile()) return info.size;
  throw new DomainError(
    'INVALID_FILE',
    `${path} is a ${info.isFIFO() ? 'pipe' : 'device'}, not a file: it is read more than once, and cannot be read from its beginning on alone. Save it to a file first.`,
  );
}
