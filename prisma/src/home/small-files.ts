import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, fchownSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { onDisk, sideBySide } from '@engram/core';

/**
 * `writeAtomically` for one of thousands of small files, in this thread: handing a file of a kilobyte to another one and back takes
 * longer than writing it. The folder must be there; nothing is flushed: see `flushFiles`.
 * @throws the error of the system
 */
export function writeSmallFile(file: string, data: Uint8Array): void {
  const temporary = `${file}.${randomUUID()}.part`;
  try {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(descriptor, data);
      chownToOwner(descriptor, dirname(file));
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmIfThere(temporary);
    throw error;
  }
}

/** What root writes belongs to the owner of the folder. */
function chownToOwner(descriptor: number, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  if (uid !== 0) fchownSync(descriptor, uid, gid);
}

function rmIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A disk that failed the write may fail this, too; the first reason counts.
  }
}

/** Flushed side by side. */
const atOnce = 64;
/** From so many files on, flushing all that was written to their disk takes less time than flushing each. */
const manyFiles = 1000;

/**
 * Flushes files of one disk.
 * @throws DomainError DISK_UNAVAILABLE naming the file that cannot be
 */
export async function flushFiles(folder: string, files: readonly string[]): Promise<void> {
  if (files.length >= manyFiles && process.platform === 'linux' && (await flushDisk(folder))) return;
  await sideBySide(files, atOnce, flushFile);
}

const flushFile = (file: string): Promise<void> =>
  onDisk(file, async () => {
    const handle = await open(file, 'r');
    await handle.sync().finally(() => handle.close());
  });

/** @returns false where the system has no such program, or the disk reports an error, which flushing each file then finds */
const flushDisk = (folder: string): Promise<boolean> =>
  promisify(execFile)('sync', ['-f', folder]).then(
    () => true,
    () => false,
  );
