import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '@engram/core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GuardedClient } from '../connections/guarded-client.ts';
import { applicationUrlOf, ensureApplicationDatabases } from './application-role.ts';
import { binariesFor } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { ensureGuard } from './guard.ts';
import { layoutOf, prepareFolder, type Layout } from './layout.ts';
import { countOtherLeases, takeLease, urlOf } from './lease.ts';
import { withLockFile } from './lock-file.ts';
import { findPostmaster, startPostmaster, stopPostmaster, type Postmaster } from './postmaster.ts';
import { removeFolder } from './remove-folder.ts';

const databaseName = 'engram';
const systemDatabaseName = 'engram_dbos';

/** This process's part in the embedded server. */
export interface EmbeddedServer {
  url: string;
  systemUrl: string;
  /** Gives the part up; the last one out stops the server. */
  release(): Promise<void>;
}

const longestPauseMs = 10_000;

/**
 * Joins the PostgreSQL in ENGRAM_HOME, starting it (and making it, the first time) when it does not run. One process at a time
 * starts or stops it; all others wait at the lock. While this process holds its part, a server that dies is started again.
 * @throws DomainError STORE_UNAVAILABLE with what to do
 */
export async function joinEmbeddedServer(home: string): Promise<EmbeddedServer> {
  const { folder, lock } = await prepareFolder(home);
  let released = false;
  const { lease: first, ...urls } = await withLockFile(lock, () => join(folder));
  let lease = first;

  const watch = (session: GuardedClient): void => {
    if (session.lost) void rejoin();
    else session.once('end', () => void rejoin());
  };
  const rejoin = async (): Promise<void> => {
    for (let pauseMs = 100; !released; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await withLockFile(lock, async () => {
          if (!released) lease = (await join(folder)).lease;
        });
        return released ? undefined : watch(lease);
      } catch {
        // Whoever queries meanwhile gets STORE_UNAVAILABLE with the reason; here only patience helps.
        await sleep(pauseMs, undefined, { ref: false });
      }
    }
  };
  watch(lease);

  const release = async (): Promise<void> => {
    if (released) return;
    released = true;
    await withLockFile(lock, () => leave(folder, lease));
  };
  return { ...urls, release };
}

/**
 * Removes the embedded database of `home` for good, wherever it lies; other files of `home` stay.
 * @throws DomainError CONFLICT while a process uses it
 */
export async function eraseEmbeddedDatabase(home: string): Promise<void> {
  const { folder, lock } = await prepareFolder(home);
  await withLockFile(lock, async () => {
    const { cluster, data, password } = await layoutOf(folder);
    const postmaster = await findPostmaster(data);
    if (postmaster) {
      const lease = await takeLease(postmaster, password, data);
      const others = await countOtherLeases(lease);
      await lease.end();
      if (others > 0)
        throw new DomainError(
          'CONFLICT',
          `${others} processes use the database of ${home}; stop them first.`,
        );
      await stopPostmaster(data, postmaster);
    }
    await removeFolder(cluster);
    for (const name of ['location', 'password', 'port']) await rm(path.join(folder, name), { force: true });
  });
}

/**
 * Address of the running embedded server for its superuser, who may make databases.
 * @throws DomainError STORE_UNAVAILABLE when none runs
 */
export async function administratorUrl(home: string): Promise<string> {
  const { folder } = await prepareFolder(home);
  const { data, password } = await layoutOf(folder);
  const postmaster = await findPostmaster(data);
  if (!postmaster)
    throw new DomainError('STORE_UNAVAILABLE', `The embedded PostgreSQL of ${home} does not run.`);
  return urlOf(postmaster, password, databaseName);
}

interface Joined {
  lease: GuardedClient;
  url: string;
  systemUrl: string;
}

async function join(folder: string): Promise<Joined> {
  const layout = await layoutOf(folder);
  for (;;) {
    const running = await findPostmaster(layout.data);
    try {
      return await (running ? joinRunning(layout, running, false) : startAndJoin(layout));
    } catch (error) {
      // Its guard was stopping it just when we came.
      if (!running || (await findPostmaster(layout.data))) throw error;
    }
  }
}

async function startAndJoin(layout: Layout): Promise<Joined> {
  const binaries = await binariesFor(layout.user, layout.copyFolder);
  await ensureCluster(layout, binaries);
  const { postmaster, letGo } = await startPostmaster(layout, binaries);
  const joined = await joinRunning(layout, postmaster, true);
  letGo();
  return joined;
}

async function joinRunning(
  { password, data }: Layout,
  postmaster: Postmaster,
  startedNow: boolean,
): Promise<Joined> {
  const lease = await takeLease(postmaster, password, data);
  await ensureGuard(lease, postmaster, password, data);
  await ensureApplicationDatabases(lease, [databaseName, systemDatabaseName], {
    postmaster,
    password,
    startedNow,
  });
  return {
    lease,
    url: applicationUrlOf(postmaster, password, databaseName),
    systemUrl: applicationUrlOf(postmaster, password, systemDatabaseName),
  };
}

async function leave(folder: string, lease: GuardedClient): Promise<void> {
  const { data, password } = await layoutOf(folder);
  const postmaster = await findPostmaster(data);
  // Our own session may have died with a server that others have started again since.
  const session = await lease.query('SELECT').then(
    () => lease,
    () => (postmaster ? takeLease(postmaster, password, data) : lease),
  );
  const others = postmaster ? await countOtherLeases(session) : 0;
  await Promise.all([lease, session].map((client) => client.end().catch(() => undefined)));
  if (postmaster && others === 0) await stopPostmaster(data, postmaster);
}
