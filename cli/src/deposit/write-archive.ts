import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError, onDisk } from '@engram/core';
import { flushFolder } from '@engram/store';
import { plain } from '../output/output.ts';
import type { DepositFile } from './deposit-folder.ts';
import { maxRootBytes, tarOf } from './tar-archive.ts';

/** Files that a record of Zenodo takes at most (help.zenodo.org, "What are the size limits"). */
export const maxZenodoFiles = 100;

interface Written {
  files: readonly DepositFile[];
}

/**
 * Writes a deposit as one tar file, all or nothing, by way of a folder beside it.
 * @param given the file to write, `NAME.tar`; it unpacks into a folder NAME
 * @param write writes the deposit into a folder that does not exist yet
 * @throws DomainError CONFLICT when there is a file of this name, INVALID_ARGUMENT for a name that no folder can have, CANCELLED,
 *   DISK_UNAVAILABLE, and as `write`
 */
export async function writeArchive<T extends Written>(
  given: string,
  write: (folder: string) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const target = resolve(given);
  const root = rootOf(target, given);
  await assertFree(target, given);
  return onDisk(target, async () => {
    const beside = await mkdtemp(join(dirname(target), '.engram-deposit-'));
    const temporary = `${target}.${randomUUID()}.part`;
    try {
      const folder = join(beside, 'deposit');
      const written = await write(folder);
      await pipeline(
        tarOf(folder, written.files, root),
        createWriteStream(temporary, { flags: 'wx', flush: true }),
        { signal },
      );
      await rename(temporary, target);
      await flushFolder(dirname(target));
      return written;
    } catch (error) {
      if (signal?.aborted)
        throw new DomainError('CANCELLED', `The export was stopped; '${plain(given)}' was not written.`);
      throw error;
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

/** The folder that it unpacks into. */
function rootOf(target: string, given: string): string {
  const root = basename(target).replace(/\.tar$/i, '');
  if (/^\.*$/.test(root) || Buffer.byteLength(root) > maxRootBytes)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `'${plain(given)}' would unpack into a folder without a name, or with one of more than ${maxRootBytes} bytes. Choose another name.`,
    );
  return root;
}
