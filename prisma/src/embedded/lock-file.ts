import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@engram/core';
import { identityOf } from './process-identity.ts';

interface Holder {
  pid: number;
  identity: string;
  /** One for each time the lock is taken. */
  nonce: string;
}

const patienceMs = 10 * 60_000;

/**
 * Runs `action` while no other process of this machine holds the lock `path`. A lock whose holder has died (kill -9, reboot)
 * is taken over at once.
 * @throws DomainError STORE_UNAVAILABLE when a living process holds it for 10 minutes
 */
export async function withLockFile<T>(path: string, action: () => Promise<T>): Promise<T> {
  const holder: Holder = { pid: process.pid, identity: identityOf(process.pid) ?? '', nonce: randomUUID() };
  const draft = `${path}.${holder.nonce}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await take(path, draft);
  } finally {
    await rm(draft, { force: true });
  }
  try {
    return await action();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string, draft: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    // A link appears with its content or not at all.
    const taken = await link(draft, path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (taken) return;
    const holder = await readHolder(path);
    if (holder && !isAlive(holder)) await breakLock(path, holder);
    else await sleep(15);
    if (performance.now() > deadline)
      throw new DomainError(
        'STORE_UNAVAILABLE',
        `Process ${holder?.pid} has held ${path} for ten minutes; stop it, or delete that file if it is not Engram.`,
      );
  }
}

/**
 * Removes a dead holder's lock. Only one process may do so, or a slow one would remove the lock that a quicker one has taken
 * since: whoever removes it holds a lock named by the dead holder's nonce, and looks again first.
 */
async function breakLock(path: string, dead: Holder): Promise<void> {
  await withLockFile(`${path}.dead-${dead.nonce}`, async () => {
    const holder = await readHolder(path);
    if (holder?.nonce === dead.nonce) await rm(path, { force: true });
  });
}

function isAlive(holder: Holder): boolean {
  return holder.identity === identityOf(holder.pid);
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
