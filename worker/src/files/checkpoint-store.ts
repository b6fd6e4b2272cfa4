import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, diskTrouble, DomainError } from '@engram/core';
import { checkpointArtifact, sha256, writeAtomically } from '@engram/store/files';

/** Path of a checkpoint on this machine. */
export const checkpointPath = (home: string, hash: string): string => join(home, checkpointArtifact(hash));

/**
 * Writes a checkpoint under the hash of its content and returns the hash. A reader sees the whole file or none. Writing the
 * same content again mends a damaged file.
 * @throws DomainError DISK_UNAVAILABLE naming the file
 */
export async function writeCheckpoint(home: string, bytes: Uint8Array): Promise<string> {
  const hash = sha256(bytes);
  await writeAtomically(checkpointPath(home, hash), bytes, { durable: true });
  return hash;
}

/**
 * Reads a checkpoint and checks that its content still has the hash it is named by.
 * @throws DomainError NOT_FOUND when it is missing, INVALID_FILE when it is damaged, DISK_UNAVAILABLE when it cannot be read
 */
export async function readCheckpoint(home: string, hash: string): Promise<Uint8Array> {
  const path = checkpointPath(home, hash);
  const unreadable = (cause?: unknown): DomainError =>
    new DomainError('INVALID_FILE', `The checkpoint ${path} cannot be read: train its encoder again.`, {
      cause,
    });
  const bytes = await stat(path)
    // A pipe would never end.
    .then((found) => (found.isFile() ? readFile(path) : Promise.reject(unreadable())))
    .catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        throw new DomainError(
          'NOT_FOUND',
          `The checkpoint ${path} is neither on this machine nor where the store keeps its files (${commandLine('artifacts')} says where): train its encoder again.`,
          { cause: error },
        );
      throw diskTrouble(error, path) ?? unreadable(error);
    });
  if (sha256(bytes) !== hash)
    throw new DomainError(
      'INVALID_FILE',
      `The checkpoint ${path} is damaged (its content has another hash): delete it and train its encoder again.`,
    );
  return bytes;
}

/** Bytes of a checkpoint's file; 0 when it is not on this machine. */
export async function checkpointSize(home: string, hash: string): Promise<number> {
  return stat(checkpointPath(home, hash)).then(
    ({ size }) => size,
    () => 0,
  );
}
