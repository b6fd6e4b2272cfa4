import { chmod, chown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolders } from './home.ts';

/** Permission bits of everybody but the owner. */
const others = 0o077;

/** Whom a folder lets pass beside its owner: the database's user, where root lends the server to it. */
export interface Passer {
  gid: number;
}

/**
 * Closes an existing home to all but its owner, when it holds nothing but what is Engram's: an older Engram left its files
 * readable to everybody. Of a home that holds other things only the folder `postgres` is closed. A closed folder is not walked
 * again. What belongs to another user is left as it is.
 *
 * @param passer group that may go through to the cluster, but neither list nor read
 */
export async function closeHome(home: string, passer: Passer | null): Promise<void> {
  const names = await readdir(home).catch(() => []);
  const known: readonly string[] = [...homeFolders, 'lost+found'];
  const isOurs = names.every((name) => known.includes(name));
  if (isOurs) for (const name of homeFolders) if (name !== 'postgres') await closeTree(join(home, name));
  await closePostgres(join(home, 'postgres'), passer);
  if (isOurs) await closeFolder(home, passer);
}

/** Its files beside the cluster: lock, port, location, password. */
async function closePostgres(folder: string, passer: Passer | null): Promise<void> {
  const state = await lstat(folder).catch(() => null);
  if (!state?.isDirectory() || (state.mode & 0o007) === 0) return;
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isFile()) await ownersOnly(join(folder, entry.name), 0o600);
  await closeFolder(folder, passer);
}

/** The files first: a walk that is cut short is done again. */
async function closeTree(folder: string): Promise<void> {
  const state = await lstat(folder).catch(() => null);
  if (!state?.isDirectory() || (state.mode & others) === 0) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await closeTree(path);
    else if (entry.isFile()) await ownersOnly(path, 0o600);
  }
  await ownersOnly(folder, 0o700);
}

async function closeFolder(folder: string, passer: Passer | null): Promise<void> {
  const { mode, uid } = await lstat(folder);
  if ((mode & others) === 0 || uid !== process.getuid?.()) return;
  if (passer) await chown(folder, uid, passer.gid);
  await ownersOnly(folder, passer ? 0o710 : 0o700);
}

async function ownersOnly(path: string, mode: number): Promise<void> {
  await chmod(path, mode).catch((error: NodeJS.ErrnoException) => {
    // Another user's, on a read-only disk, or gone by now: whoever made it so decides.
    if (!['EPERM', 'EROFS', 'ENOENT', 'ENOTSUP'].includes(error.code ?? '')) throw error;
  });
}
