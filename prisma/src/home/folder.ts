import { constants } from 'node:fs';
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { onDisk } from '@engram/core';

/** What belongs to an ENGRAM_HOME is its owner's alone. */
export const privateFolder = 0o700;

/**
 * Makes a folder and those above it that are missing, open to their owner alone.
 * @throws DomainError DISK_UNAVAILABLE with the true reason: Node says ENOENT where a disk is read-only
 */
export async function ensureFolder(folder: string, mode = privateFolder): Promise<void> {
  await onDisk(folder, async () => {
    try {
      const first = await mkdir(folder, { recursive: true, mode });
      if (first !== undefined) await giveChainToOwner(first, folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') await mkdir(await firstMissing(folder), mode);
      throw error;
    }
  });
}

/** The uppermost of the folders that are not there. */
async function firstMissing(folder: string): Promise<string> {
  const above = dirname(folder);
  if (above === folder) return folder;
  const isThere = await stat(above).then(
    () => true,
    () => false,
  );
  return isThere ? folder : firstMissing(above);
}

/**
 * Root at work in somebody's home leaves nothing behind that its owner cannot use: what it made goes to the owner of the folder.
 * @param made the open file or folder itself: the owner may have put a link to another file in its place
 * @param path where it was made
 */
export async function chownToFolderOwner(made: FileHandle, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(dirname(path));
  if (uid !== 0) await made.chown(uid, gid);
}

/**
 * Runs `action` with a folder held open, so that it reaches no other folder or file that takes the place meanwhile.
 * @throws ENOTDIR or ELOOP where something else than a folder is by now
 */
export async function withFolder(
  folder: string,
  action: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  await action(handle).finally(() => handle.close());
}

/** From the uppermost folder that was made down to the one that was asked for. */
async function giveChainToOwner(first: string, last: string): Promise<void> {
  if (first !== last && dirname(last) !== last) await giveChainToOwner(first, dirname(last));
  if (process.getuid?.() === 0) await withFolder(last, (handle) => chownToFolderOwner(handle, last));
}
