import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { DomainError } from '@engram/core';
import { canEnter, spawnAs, type ServerUser } from './server-user.ts';
import { serverUser } from './server-user.ts';

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

/** Makes ENGRAM_HOME/postgres, closed to no one but for the files inside. */
export async function prepareFolder(home: string): Promise<{ folder: string; lock: string }> {
  const wanted = join(home, 'postgres');
  try {
    await mkdir(wanted, { recursive: true });
  } catch (error) {
    throw new DomainError(
      'STORE_UNAVAILABLE',
      `The folder ${wanted} cannot be made (${(error as Error).message}). Set ENGRAM_HOME to a folder you may write to.`,
      { cause: error },
    );
  }
  const folder = await realpath(wanted);
  return { folder, lock: join(folder, 'lock') };
}

/** Finds or decides, under the lock, where the cluster lies; the decision is recorded in `location`. */
export async function layoutOf(folder: string): Promise<Layout> {
  const recorded = await readText(join(folder, 'location'));
  const cluster = recorded === null ? null : isAbsolute(recorded) ? recorded : join(folder, recorded);
  if (cluster && !(await stat(cluster).catch(() => null)))
    throw new DomainError(
      'STORE_UNAVAILABLE',
      `The database folder ${cluster}, which ${join(folder, 'location')} names, is missing. Bring it back, or delete ` +
        `${folder} to begin with an empty database.`,
    );
  const user = await serverUser(join(cluster ?? folder, 'data'));
  const place = cluster ?? (await chooseCluster(folder, user));
  if (!(await canEnter(user, place)))
    throw new DomainError(
      'STORE_UNAVAILABLE',
      `The database's user (uid ${user.uid}) may not enter ${place} any more; give the folders above it the permission o+x.`,
    );
  return {
    folder,
    user,
    lock: join(folder, 'lock'),
    portFile: join(folder, 'port'),
    password: await passwordIn(folder),
    cluster: place,
    data: join(place, 'data'),
    log: join(place, 'postgresql.log'),
    copyFolder: place.startsWith(openFolder) ? openFolder : folder,
  };
}

/** Inside ENGRAM_HOME when the server's user can get there, so that a volume or a backup holds everything. */
async function chooseCluster(folder: string, user: ServerUser): Promise<string> {
  const inside = await canEnter(user, folder);
  const cluster = inside ? join(folder, 'cluster') : join(openFolder, randomUUID());
  await mkdir(cluster, { recursive: true, mode: 0o755 });
  if (!inside) await writeFile(join(cluster, 'belongs-to'), `${folder}\n`);
  if ('uid' in spawnAs(user)) await chown(cluster, user.uid, user.gid);
  await writeWhole(join(folder, 'location'), inside ? 'cluster' : cluster);
  return cluster;
}

async function passwordIn(folder: string): Promise<string> {
  const file = join(folder, 'password');
  const known = await readText(file);
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeWhole(file, password, 0o600);
  return password;
}

export async function readText(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'EACCES')
      throw new DomainError(
        'STORE_UNAVAILABLE',
        `${file} belongs to another user. Run Engram as the user who made this ENGRAM_HOME, or choose another ENGRAM_HOME.`,
        { cause: error },
      );
    throw error;
  }
}

/** All of the text or none of it, whatever happens. */
export async function writeWhole(file: string, text: string, mode = 0o644): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode, flush: true });
  await rename(draft, file);
}
