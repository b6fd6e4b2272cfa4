import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError, onDisk } from '@engram/core';
import { plain } from '../output/output.ts';
import type { DepositFile } from './deposit-folder.ts';
import { tarOf } from './tar-archive.ts';

/** Files that a record of Zenodo takes at most (help.zenodo.org, "What are the size limits"). */
export const maxZenodoFiles = 100;

interface Written {
  files: readonly DepositFile[];
}

/**
 * Writes a deposit as one tar file, all or nothing, by way of a folder beside it.
 * @param given the file to write, `NAME.tar`; it unpacks into a folder NAME
 * @param write writes the deposit into a folder that does not exist yet
 * @throws DomainError CONFLICT when there is a file of this name, DISK_UNAVAILABLE, and as `write`
 */
export async function writeArchive<T extends Written>(
  given: string,
  write: (folder: string) => Promise<T>,
): Promise<T> {
  const target = resolve(given);
  await assertFree(target, given);
  return onDisk(target, async () => {
    const beside = await mkdtemp(join(dirname(target), '.engram-deposit-'));
    const temporary = `${target}.${randomUUID()}.part`;
    try {
      const folder = join(beside, 'deposit');
      const written = await write(folder);
      const root = basename(target).replace(/\.tar$/i, '');
      await pipeline(
        tarOf(folder, written.files, root),
        createWriteStream(temporary, { flags: 'wx', flush: true }),
      );
      await rename(temporary, target);
      return written;
    } finally {
      await rm(beside, { recursive: true, force: true }).catch(() => undefined);
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  });
}

async function assertFree(target: string, given: string): Promise<void> {
  const isThere = await access(target).then(
    () => true,
    () => false,
  );
  if (isThere)
    throw new DomainError('CONFLICT', `'${plain(given)}' exists. Name a file that does not exist yet.`);
}
