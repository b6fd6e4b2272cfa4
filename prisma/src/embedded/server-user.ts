import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { DomainError } from '@engram/core';

const execute = promisify(execFile);

/** The system user that the server runs as. PostgreSQL does not run as root. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * Root lends the server to the owner of the data when there is some, else to the user `postgres`, made when missing; anybody
 * else runs it as themselves.
 */
export async function serverUser(dataFolder: string): Promise<ServerUser> {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  if (own.uid !== 0 || process.platform === 'win32') return own;
  const owner = await stat(dataFolder).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp()) ?? (await createUser());
}

async function lookUp(): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([
      execute('id', ['-u', 'postgres']),
      execute('id', ['-g', 'postgres']),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    // `id` fails for a user that does not exist.
    return null;
  }
}

async function createUser(): Promise<ServerUser> {
  try {
    await execute('groupadd', ['--system', '--force', 'postgres']);
    await execute('useradd', [
      '--system',
      '--gid',
      'postgres',
      '--no-create-home',
      '--shell',
      '/bin/false',
      'postgres',
    ]);
  } catch (error) {
    throw new DomainError(
      'STORE_UNAVAILABLE',
      'PostgreSQL does not run as root, and a user "postgres" for it could not be made with groupadd and useradd. ' +
        'Make one, run Engram as an ordinary user, or set DATABASE_URL.',
      { cause: error },
    );
  }
  const made = await lookUp();
  if (!made)
    throw new DomainError('STORE_UNAVAILABLE', 'The user "postgres" was made but cannot be looked up.');
  return made;
}

/** uid and gid to spawn with; nothing where they are ours already. */
export function spawnAs(user: ServerUser): Partial<ServerUser> {
  return user.uid === process.getuid?.() || process.platform === 'win32' ? {} : user;
}

/** Whether the user may enter `folder` and every folder above it. */
export async function canTraverse(user: ServerUser, folder: string): Promise<boolean> {
  if (user.uid === process.getuid?.()) return true;
  for (let at = folder; ; at = dirname(at)) {
    if (!(await mayUse(user, at, 0o1))) return false;
    if (at === dirname(at)) return true;
  }
}

/** Whether the permission bits asked for (4 read, 2 write, 1 enter or execute) are the user's. */
export async function mayUse(user: ServerUser, path: string, bits: number): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}
