import { constants } from 'node:fs';
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DomainError, onDisk } from '@engram/core';

/** What belongs to an ENGRAM_HOME is its owner's alone. */
const privateFolder = 0o700;

/**
 * Makes a folder and those above it that are missing, open to their owner alone.
 * @throws DomainError DISK_UNAVAILABLE with the true reason
 */
export async function ensureFolder(folder: string, mode = privateFolder): Promise<void> {
  await onDisk(folder, async () => {
    const first = await makeFolders(folder, mode);
    if (first !== undefined) await giveChainToOwner(first, folder);
  });
}

/**
 * Makes what is missing, from the top down. (Node's own way never ends where a folder is there and takes none, such as /proc, or
 * lies behind a link that leads nowhere.)
 * @returns the uppermost folder that was made; undefined when all were there
 */
async function makeFolders(folder: string, mode: number): Promise<string | undefined> {
  const outcome = await codeOf(mkdir(folder, mode));
  if (outcome === null) return folder;
  if (outcome.code === 'EEXIST') return assertFolder(folder, outcome);
  if (outcome.code !== 'ENOENT' || dirname(folder) === folder) throw outcome;
  const first = await makeFolders(dirname(folder), mode);
  const again = await codeOf(mkdir(folder, mode));
  if (again?.code === 'ENOENT')
    throw new DomainError(
      'DISK_UNAVAILABLE',
      `${dirname(folder)} takes no folder (ENOENT), as /proc does. Set ENGRAM_HOME to a folder on a disk.`,
      { cause: again },
    );
  if (again === null) return first ?? folder;
  if (again.code !== 'EEXIST') throw again;
  await assertFolder(folder, again);
  return first;
}

const codeOf = (made: Promise<unknown>): Promise<NodeJS.ErrnoException | null> =>
  made.then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );

/** Sees that what is there is a folder, or a link to one. */
async function assertFolder(folder: string, exists: Error): Promise<undefined> {
  const state = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new DomainError(
      'DISK_UNAVAILABLE',
      `${folder} is a symbolic link to a folder that is not there. Mount its disk or bring the folder back, or remove the link.`,
      { cause: error },
    );
  });
  if (!state.isDirectory()) throw Object.assign(exists, { code: 'ENOTDIR' });
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
