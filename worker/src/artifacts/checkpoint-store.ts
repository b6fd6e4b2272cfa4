import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskTrouble, DomainError } from '@engram/core';
import { writeAtomically } from '../datasets/atomic-file.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Where the checkpoint with a SHA-256 lies under ENGRAM_HOME. */
export function checkpointPath(home: string, hash: string): string {
  return join(home, 'checkpoints', hash.slice(0, 2), `${hash}.bin`);
}

/**
 * Writes a checkpoint under the hash of its content and returns the hash. A reader sees the whole file or none: it is
 * written to a temporary name, flushed to disk and renamed. Writing the same content again mends a damaged file.
 * @throws DomainError DISK_UNAVAILABLE naming the file.
 */
export async function writeCheckpoint(home: string, bytes: Uint8Array): Promise<string> {
  const hash = sha256(bytes);
  const path = checkpointPath(home, hash);
  await writeAtomically(path, bytes, { durable: true });
  return hash;
}

/**
 * Reads a checkpoint and checks that its content still has the hash it is named by.
 * @throws DomainError INVALID_FILE when it is missing or damaged; DISK_UNAVAILABLE when it cannot be read.
 */
export async function readCheckpoint(home: string, hash: string): Promise<Uint8Array> {
  const path = checkpointPath(home, hash);
  const bytes = await readFile(path).catch((error: unknown) => {
    const trouble = (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : diskTrouble(error, path);
    if (trouble) throw trouble;
    throw new DomainError('INVALID_FILE', `The checkpoint ${path} cannot be read: train its encoder again.`, {
      cause: error,
    });
  });
  if (sha256(bytes) !== hash)
    throw new DomainError(
      'INVALID_FILE',
      `The checkpoint ${path} is damaged (its content has another hash): delete it and train its encoder again.`,
    );
  return bytes;
}
