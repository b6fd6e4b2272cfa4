import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@engram/store';
import { until } from '../processes/engram.ts';
import { eraseOnceUnused } from './erase-once-unused.ts';

/** A PostgreSQL server that belongs to one test: what happens to it happens to nobody else. */
export interface OwnServer {
  readonly home: string;
  readonly store: Store;
  /** `kill -9` of the backend: the server ends all other connections and recovers. */
  killBackend(pid: number): void;
  /** `kill -9` of the server itself; whoever holds the store open starts it again. */
  killServer(): void;
  /** A quick stop, as of an administrator in a hurry; whoever holds the store open starts it again. */
  stopServer(): void;
  close(): Promise<void>;
}

export async function openOwnServer(options: { maxConnections?: number } = {}): Promise<OwnServer> {
  const home = await mkdtemp(join(tmpdir(), 'engram-own-'));
  const store = await openStore({ home, ...options });
  const postmaster = (): number => {
    const location = readFileSync(join(home, 'postgres', 'location'), 'utf8');
    const folder = location.startsWith('/') ? location : join(home, 'postgres', location);
    return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  };
  return {
    home,
    store,
    killBackend: (pid) => void process.kill(pid, 'SIGKILL'),
    killServer: () => void process.kill(postmaster(), 'SIGKILL'),
    stopServer: () => void process.kill(postmaster(), 'SIGQUIT'),
    async close() {
      await store.close();
      await eraseOnceUnused(home);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The process id of the backend that waits for a lock, as soon as there is one. */
export async function waitingBackend(store: Store): Promise<number> {
  return until('a backend waits for a lock', async () => {
    const { rows } = await store.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1`,
    );
    return rows[0]?.pid;
  });
}
