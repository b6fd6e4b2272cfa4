import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { diskTrouble, DomainError } from '@engram/core';

/** What Engram keeps in a home, by the name of its folder. */
export const homeFolders = ['postgres', 'datasets', 'thumbnails', 'checkpoints', 'exports', 'logs'] as const;

const fail = (value: string, reason: string): never => {
  throw new DomainError('INVALID_ARGUMENT', `ENGRAM_HOME=${value} ${reason}`, {
    details: { setting: 'ENGRAM_HOME' },
  });
};

/**
 * The folder that ENGRAM_HOME names; `~/.engram` when it is left out. What a shell would have expanded is rejected, since it
 * would become a folder of that very name.
 *
 * @param base folder that a relative path starts from
 * @throws DomainError INVALID_ARGUMENT with what to write instead
 */
export function resolveHome(value: string | undefined, base = process.cwd()): string {
  if (value === undefined || value === '') return join(homedir(), '.engram');
  if (value.trim() === '') fail(value, 'holds only spaces. Name a folder, or leave it out for ~/.engram.');
  if (/^(["'`]).*\1$/.test(value)) fail(value, 'has quotes around it that belong to the name. Remove them.');
  if (/^~[^/]/.test(value))
    fail(value, 'names the home of a user by ~, which only a shell expands. Write the whole path.');
  if (/^\$|\$[{(]|%\w+%/.test(value))
    fail(value, 'holds a variable that nothing expands here. Write the whole path.');
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(value))
    fail(value, 'is an address, not a folder of this machine. Write the path of a folder.');
  return resolve(base, value.replace(/^~(?=$|\/)/, homedir()));
}

/** What lies at a home before the store is opened. */
export interface HomeState {
  /** Whether the folder is there. */
  exists: boolean;
  /** Whether it holds an embedded database. */
  hasDatabase: boolean;
}

/**
 * Looks at a home before anything is written to it.
 * @throws DomainError INVALID_ARGUMENT when it is no folder or its parent folder is missing; STORE_UNAVAILABLE when it belongs to
 *   another user; DISK_UNAVAILABLE when it cannot be used
 */
export async function examineHome(home: string): Promise<HomeState> {
  const found = await look(home);
  if (found === null) {
    const parent = dirname(home);
    const above = await look(parent);
    if (above === null)
      fail(
        home,
        `cannot be made: the folder ${parent} does not exist. Correct ENGRAM_HOME, or make that folder first.`,
      );
    if (!above!.isDirectory())
      fail(home, `cannot be made: ${parent} is a file, not a folder. Correct ENGRAM_HOME.`);
    return { exists: false, hasDatabase: false };
  }
  if (!found.isDirectory())
    fail(home, 'is a file, not a folder. Name another folder, or move that file away.');
  await assertUsable(home, found.uid);
  const postgres = join(home, 'postgres');
  const database = await look(postgres);
  if (database?.isDirectory()) await assertUsable(postgres, database.uid);
  const names = database?.isDirectory() ? await readdir(postgres) : [];
  return { exists: true, hasDatabase: names.includes('location') || names.includes('cluster') };
}

async function look(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw diskTrouble(error, path) ?? error;
  }
}

async function assertUsable(folder: string, owner: number): Promise<void> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (owner !== process.getuid?.() && (error as NodeJS.ErrnoException).code === 'EACCES')
      throw otherUserError(folder, owner, error);
    throw diskTrouble(error, folder) ?? error;
  }
}

/** The error for what somebody else made: by root as a rule, with sudo or in a container. */
export function otherUserError(path: string, owner: number | null, cause: unknown): DomainError {
  const whose = owner === null ? 'another user' : owner === 0 ? 'root' : `another user (uid ${owner})`;
  return new DomainError(
    'STORE_UNAVAILABLE',
    `${path} belongs to ${whose}. Run Engram as the user who made this ENGRAM_HOME, or choose another ENGRAM_HOME.`,
    { cause },
  );
}
