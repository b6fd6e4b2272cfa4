import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolders } from './home.ts';

/** Permission bits of everybody but the owner. */
const others = 0o077;

/** Whom a folder lets pass beside its owner: the database's user, where root lends the server to it. */
export interface TraversalGroup {
  gid: number;
}

/**
 * Closes an existing home to all but its owner, when it holds nothing but what is Engram's: an older Engram left its files
 * readable to everybody. Of a home that holds other things only the folder `postgres` is closed. A closed folder is not walked
 * again. What belongs to another user is left as it is, and so is what a link leads to: every file and folder is held open while
 * it is looked at and changed.
 *
 * @param passer group that may go through to the cluster, but neither list nor read
 */
export async function closeHome(home: string, passer: TraversalGroup | null): Promise<void> {
  await withOpen(home, 0, async (handle) => {
    const names = await readdir(inside(handle, home)).catch(() => []);
    const known: readonly string[] = [...homeFolders, 'lost+found'];
    const isOurs = names.every((name) => known.includes(name));
    const pathOf = (name: string): string => join(inside(handle, home), name);
    if (isOurs) for (const name of homeFolders) if (name !== 'postgres') await closeTree(pathOf(name));
    await closePostgres(pathOf('postgres'), passer);
    if (isOurs) await closeFolder(handle, passer);
  });
}

/** Its files beside the cluster: lock, port, location, password. */
async function closePostgres(folder: string, passer: TraversalGroup | null): Promise<void> {
  await withOwn(folder, async (handle) => {
    const { mode } = await handle.stat();
    if ((mode & 0o007) === 0) return;
    for (const entry of await readdir(inside(handle, folder), { withFileTypes: true }))
      if (entry.isFile()) await closeFile(join(inside(handle, folder), entry.name));
    await closeFolder(handle, passer);
  });
}

/** The files first: a walk that is cut short is done again. */
async function closeTree(folder: string): Promise<void> {
  await withOwn(folder, async (handle) => {
    const state = await handle.stat();
    if (!state.isDirectory() || (state.mode & others) === 0) return;
    for (const entry of await readdir(inside(handle, folder), { withFileTypes: true })) {
      const path = join(inside(handle, folder), entry.name);
      if (entry.isDirectory()) await closeTree(path);
      else if (entry.isFile()) await closeFile(path);
    }
    await ownersOnly(handle, 0o700);
  });
}

const closeFile = (path: string): Promise<void> =>
  withOwn(path, async (handle) => {
    if ((await handle.stat()).isFile()) await ownersOnly(handle, 0o600);
  });

async function closeFolder(handle: FileHandle, passer: TraversalGroup | null): Promise<void> {
  const { mode, uid } = await handle.stat();
  if ((mode & others) === 0 || uid !== process.getuid?.()) return;
  if (passer) await handle.chown(uid, passer.gid);
  await ownersOnly(handle, passer ? 0o710 : 0o700);
}

/** Path of an open folder that no other takes the place of, where the system has one. */
const inside = (handle: FileHandle, folder: string): string =>
  process.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : folder;

/** Errors of what is another user's, a link, a socket, or gone by now. */
const notOurs = ['EACCES', 'ELOOP', 'EMLINK', 'ENOENT', 'ENOTDIR', 'ENXIO', 'EPERM'];

/** Runs `action` with what lies at a path held open, unless it is another user's or a link. */
const withOwn = (path: string, action: (handle: FileHandle) => Promise<void>): Promise<void> =>
  withOpen(path, constants.O_NOFOLLOW, async (handle) => {
    if ((await handle.stat()).uid === process.getuid?.()) await action(handle);
  });

async function withOpen(
  path: string,
  flags: number,
  action: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const how = constants.O_RDONLY | constants.O_NONBLOCK | flags;
  const handle = await open(path, how).catch((error: NodeJS.ErrnoException) => {
    if (notOurs.includes(error.code ?? '')) return null;
    throw error;
  });
  if (handle) await action(handle).finally(() => handle.close());
}

async function ownersOnly(handle: FileHandle, mode: number): Promise<void> {
  await handle.chmod(mode).catch((error: NodeJS.ErrnoException) => {
    // On a disk that cannot be written or has no permissions: whoever made it so decides.
    if (!['EPERM', 'EROFS', 'ENOTSUP'].includes(error.code ?? '')) throw error;
  });
}
