import { createHash, randomUUID } from 'node:crypto';
import { link, lstat, open, readFile, rm, rmdir, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskTrouble, DomainError, onDisk } from '@engram/core';
import { chownToFolderOwner } from '../home/folder.ts';
import { identityOf, placeOfProcesses } from './process-identity.ts';

interface Holder {
  pid: number;
  identity: string;
  /** The machine or container whose process numbers these are; left out by older versions. */
  place?: string;
  /** One for each time the lock is taken. */
  nonce: string;
}

const patienceMs = 10 * 60_000;
/** A holder touches its lock this often, so that those on another machine see that it lives. */
const touchMs = 2_000;
/** A lock of another machine that is not touched for so long has no holder any more. */
const silenceMs = 15_000;

/**
 * Runs `action` while no other process holds the lock `path`. A lock whose holder has died (kill -9, reboot), and one that holds
 * no holder at all (torn, empty), is taken over at once; one of another machine when its holder has stopped touching it.
 * @throws DomainError STORE_UNAVAILABLE when a living process holds it for 10 minutes, DISK_UNAVAILABLE when it cannot be written
 */
export async function withLockFile<T>(path: string, action: () => Promise<T>): Promise<T> {
  const holder: Holder = {
    pid: process.pid,
    identity: identityOf(process.pid) ?? '',
    place: placeOfProcesses(),
    nonce: randomUUID(),
  };
  const draft = `${path}.${holder.nonce}`;
  await onDisk(path, async () => {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(holder));
      await chownToFolderOwner(handle, draft);
    } finally {
      await handle.close();
    }
  });
  try {
    await take(path, draft);
  } finally {
    await rm(draft, { force: true });
  }
  // Another machine may have taken the lock over while this process stood still (a laptop asleep, a paused container).
  const isOurs = async (): Promise<boolean> => (await readLock(path))?.nonce === holder.nonce;
  const touch = async (): Promise<void> => {
    if (await isOurs()) await utimes(path, new Date(), new Date());
  };
  const touching = setInterval(() => void touch().catch(() => undefined), touchMs);
  touching.unref();
  try {
    return await action();
  } finally {
    clearInterval(touching);
    if (await isOurs()) await rm(path, { force: true });
  }
}

async function take(path: string, draft: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  const silence = new Silence();
  for (;;) {
    if (await claim(path, draft)) return;
    const found = await readLock(path);
    if (found && (await isAbandoned(found, silence))) await breakLock(path, found.nonce);
    else await sleep(15);
    if (performance.now() > deadline)
      throw new DomainError(
        'STORE_UNAVAILABLE',
        `Process ${found?.holder?.pid ?? '(unknown)'} has held ${path} for ten minutes; stop it, or delete that file if it is not Engram.`,
      );
  }
}

/** A link appears with its content or not at all. */
async function claim(path: string, draft: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw diskTrouble(error, path) ?? error;
  }
}

/** A lock as it was read; `holder` is null where its content names none. */
interface FoundLock {
  holder: Holder | null;
  nonce: string;
  /** Changes when its holder touches it. */
  touched: string;
}

/**
 * Removes a dead holder's lock. Only one process may do so, or a slow one would remove the lock that a quicker one has taken
 * since: whoever removes it holds a lock named by the dead holder's nonce, and looks again first.
 */
async function breakLock(path: string, dead: string): Promise<void> {
  await withLockFile(`${path}.dead-${dead}`, async () => {
    const found = await readLock(path);
    if (found?.nonce === dead) await rm(path, { force: true });
  });
}

async function isAbandoned({ holder, nonce, touched }: FoundLock, silence: Silence): Promise<boolean> {
  // A lock appears whole, so that what names no holder was torn by a crash or written by somebody else.
  if (holder === null) return true;
  if (holder.place === undefined || holder.place === placeOfProcesses())
    return holder.identity !== identityOf(holder.pid);
  return silence.of(`${nonce} ${touched}`) > silenceMs;
}

/** For how long nothing has changed, by our own clock alone: those of two machines differ. */
class Silence {
  private state = '';
  private sinceMs = 0;

  of(state: string): number {
    if (state !== this.state) {
      this.state = state;
      this.sinceMs = performance.now();
    }
    return performance.now() - this.sinceMs;
  }
}

/** null when the lock is gone by now. */
async function readLock(path: string): Promise<FoundLock | null> {
  try {
    const { mtimeMs, ino } = await lstat(path);
    const text = await readFile(path, 'utf8');
    const holder = holderIn(text);
    const nonce = holder?.nonce ?? createHash('sha256').update(`${ino} ${text}`).digest('hex').slice(0, 32);
    return { holder, nonce, touched: String(mtimeMs) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'EISDIR' && (await removeEmptyFolder(path))) return null;
    throw diskTrouble(error, path) ?? error;
  }
}

async function removeEmptyFolder(path: string): Promise<boolean> {
  return rmdir(path).then(
    () => true,
    // Another process was quicker: the folder is gone, or a lock stands in its place.
    ({ code }: NodeJS.ErrnoException) => code === 'ENOENT' || code === 'ENOTDIR',
  );
}

function holderIn(text: string): Holder | null {
  try {
    const { pid, identity, nonce, place } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    const isWhole =
      Number.isInteger(pid) &&
      typeof identity === 'string' &&
      typeof nonce === 'string' &&
      /^[\w-]{1,64}$/.test(nonce) &&
      (place === undefined || typeof place === 'string');
    return isWhole ? ({ pid, identity, nonce, place } as Holder) : null;
  } catch {
    return null;
  }
}
