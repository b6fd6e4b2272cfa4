import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { onDisk } from '@engram/core';
import { ensureFolder, chownToFolderOwner } from './folder.ts';

/**
 * Writes a file all or nothing: under a temporary name beside it, then renamed. It is for the owner of the folder alone, also
 * where root writes it.
 *
 * @param options.durable flushes file and folder to disk; leave it out for what is flushed later, or can be made again
 * @throws DomainError DISK_UNAVAILABLE naming the file
 */
export const writeAtomically = (
  file: string,
  data: Uint8Array | string,
  options: { durable: boolean },
): Promise<void> => fillAtomically(file, (handle) => handle.writeFile(data), options);

/** As `writeAtomically`, of what `fill` writes. */
export function fillAtomically(
  file: string,
  fill: (handle: FileHandle) => Promise<void>,
  options: { durable: boolean },
): Promise<void> {
  return onDisk(file, async () => {
    await ensureFolder(dirname(file));
    const temporary = `${file}.${randomUUID()}.part`;
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await fill(handle);
        await chownToFolderOwner(handle, temporary);
        if (options.durable) await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
      if (options.durable) await flushFolder(dirname(file));
    } catch (error) {
      // A disk that failed the write may fail this, too; the first reason counts.
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  });
}

/** Flushes the names in a folder to disk: a rename outlives a power cut only then. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  try {
    await handle?.sync();
  } catch {
    // Some file systems cannot flush a folder; theirs is the order of their journal.
  } finally {
    await handle?.close();
  }
}
