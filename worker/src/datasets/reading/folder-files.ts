import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@engram/core';
import { expandHome } from '../../files/expand-home.ts';
import { decodeText } from '../../files/read-text.ts';
import { unreadable } from '../../files/unreadable.ts';
import { fileError, unreadableFile } from './file-error.ts';

/**
 * The names in a folder.
 * @throws DomainError INVALID_ARGUMENT when there is no such folder, INVALID_FILE when it cannot be read
 */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(expandHome(folder))).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR')
      throw new DomainError('INVALID_ARGUMENT', `${folder} is a file; give the folder that it lies in.`, { cause: error }); // prettier-ignore
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new DomainError('INVALID_ARGUMENT', `There is no folder ${folder || '"" (none was given)'}; check the path.`, { cause: error }); // prettier-ignore
    throw unreadable(folder, error, { missing: 'INVALID_ARGUMENT', other: 'INVALID_FILE' });
  }
}

/** The path of a file, or null where there is none. */
export async function pathIfThere(folder: string, name: string): Promise<string | null> {
  const path = join(folder, name);
  return stat(expandHome(path)).then(
    () => path,
    () => null,
  );
}

/** The lines of a small text file without empty ones. @throws DomainError INVALID_FILE */
export async function linesOf(file: string): Promise<string[]> {
  const bytes = await readFile(expandHome(file)).catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  const text = decodeText(bytes);
  if (text === null) throw fileError(file, 'byte 0', 'it is no text in UTF-8.');
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
