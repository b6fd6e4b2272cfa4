import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { diskTrouble, DomainError } from '@engram/core';
import { writeAtomically } from '../home/atomic-file.ts';
import { ensureFolder, withFolder } from '../home/folder.ts';
import { examineHome, otherUserError } from '../home/home.ts';
import { closeHome, type TraversalGroup } from '../home/private-home.ts';
import { canTraverse, serverUser, spawnAs, type ServerUser } from './server-user.ts';

/** Where root keeps what the server's user cannot reach inside a closed folder. */
const openFolder = '/var/lib/engram';

/** Files of the embedded server. All but the cluster lie in `ENGRAM_HOME/postgres`. */
export interface Layout {
  /** ENGRAM_HOME/postgres. */
  folder: string;
  lock: string;
  portFile: string;
  password: string;
  user: ServerUser;
  /** Folder of the server's user: data, log. */
  cluster: string;
  data: string;
  log: string;
  /** Where PostgreSQL's programs go when they must be copied. */
  copyFolder: string;
}

/**
 * Makes ENGRAM_HOME/postgres, and the home where it is missing; both are closed to others. Where root lends the server to another
 * user, that user's group may pass through them to the cluster.
 * @throws DomainError when the home cannot be used, see `examineHome`
 */
export async function prepareFolder(home: string): Promise<{ folder: string; lock: string }> {
  const { exists } = await examineHome(home);
  const wanted = join(home, 'postgres');
  const passer = await passerFor(home);
  if (!exists) await makeFolder(home, passer);
  if (!(await stat(wanted).catch(() => null))) await makeFolder(wanted, passer);
  await closeHome(home, passer);
  const folder = await realpath(wanted);
  return { folder, lock: join(folder, 'lock') };
}

async function makeFolder(folder: string, passer: TraversalGroup | null): Promise<void> {
  await ensureFolder(folder);
  if (!passer) return;
  await withFolder(folder, async (handle) => {
    await handle.chown(process.getuid!(), passer.gid);
    await handle.chmod(0o710);
  });
}

/** The database's user where it is not ours. */
async function passerFor(home: string): Promise<TraversalGroup | null> {
  const user = await serverUser(join(home, 'postgres', 'cluster', 'data'));
  return 'gid' in spawnAs(user) ? { gid: user.gid } : null;
}

/** Finds or decides, under the lock, where the cluster lies; the decision is recorded in `location`. */
export async function layoutOf(folder: string): Promise<Layout> {
  // An empty file names nothing: a crash tore it.
  const recorded = (await readText(join(folder, 'location'))) || (await recoverLocation(folder));
  const cluster = recorded === null ? null : isAbsolute(recorded) ? recorded : join(folder, recorded);
  if (cluster && !(await stat(cluster).catch(() => null)))
    throw new DomainError(
      'STORE_UNAVAILABLE',
      `The database folder ${cluster}, which ${join(folder, 'location')} names, is missing. Bring it back, or delete ` +
        `${folder} to begin with an empty database.`,
    );
  const user = await serverUser(join(cluster ?? folder, 'data'));
  const place = cluster ?? (await chooseCluster(folder, user));
  if (!(await canTraverse(user, place)))
    throw new DomainError(
      'STORE_UNAVAILABLE',
      `The database's user (uid ${user.uid}) may not enter ${place} any more; give the folders above it the permission o+x.`,
    );
  return {
    folder,
    user,
    lock: join(folder, 'lock'),
    portFile: join(folder, 'port'),
    password: await passwordIn(folder, join(place, 'data')),
    cluster: place,
    data: join(place, 'data'),
    log: join(place, 'postgresql.log'),
    copyFolder: place.startsWith(openFolder) ? openFolder : folder,
  };
}

/** Writes a missing or torn `location` anew where its cluster is found; null where there is none. */
async function recoverLocation(folder: string): Promise<string | null> {
  const found = await findLostCluster(folder);
  if (found !== null) await writeAtomically(join(folder, 'location'), found, { durable: true });
  return found;
}

/** The cluster of a home whose `location` is missing or torn: what it named is there and says whose it is. */
async function findLostCluster(folder: string): Promise<string | null> {
  if (await stat(join(folder, 'cluster', 'data')).catch(() => null)) return 'cluster';
  for (const name of await readdir(openFolder).catch(() => [])) {
    const cluster = join(openFolder, name);
    const owner = await readText(join(cluster, 'belongs-to')).catch(() => null);
    if (owner === folder && (await stat(join(cluster, 'data')).catch(() => null))) return cluster;
  }
  return null;
}

/** Inside ENGRAM_HOME when the server's user can get there, so that a volume or a backup holds everything. */
async function chooseCluster(folder: string, user: ServerUser): Promise<string> {
  const inside = await canTraverse(user, folder);
  const cluster = inside ? join(folder, 'cluster') : join(openFolder, randomUUID());
  if (!inside) await ensureFolder(openFolder, 0o755);
  await ensureFolder(cluster);
  if (!inside) await writeAtomically(join(cluster, 'belongs-to'), `${folder}\n`, { durable: true });
  await withFolder(cluster, async (handle) => {
    await handle.chmod(0o700);
    if ('uid' in spawnAs(user)) await handle.chown(user.uid, user.gid);
  });
  await writeAtomically(join(folder, 'location'), inside ? 'cluster' : cluster, { durable: true });
  return cluster;
}

async function passwordIn(folder: string, data: string): Promise<string> {
  const file = join(folder, 'password');
  const known = await readText(file);
  if (known) return known;
  if (await stat(data).catch(() => null))
    throw new DomainError(
      'STORE_UNAVAILABLE',
      `${file}, the password of the database in ${data}, is ${known === null ? 'missing' : 'empty'}. Bring it back from a backup; ` +
        `without one, delete ${folder} and ${data} to begin with an empty database.`,
    );
  const password = randomBytes(24).toString('base64url');
  await writeAtomically(file, password, { durable: true });
  return password;
}

export async function readText(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'EACCES') throw otherUserError(file, await ownerOf(file), error);
    throw diskTrouble(error, file) ?? error;
  }
}

const ownerOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ uid }) => uid,
    () => null,
  );
