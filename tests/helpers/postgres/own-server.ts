import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eraseEmbeddedDatabase, openStore, type Store } from '@engram/store';

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
      await sleep(50); // until the server has seen that its users are gone
      await eraseEmbeddedDatabase(home);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The process id of the backend that waits for a lock, as soon as there is one. */
export async function waitingBackend(store: Store): Promise<number> {
  for (let left = 200; left > 0; left -= 1) {
    const { rows } = await store.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1`,
    );
    if (rows[0]) return rows[0].pid;
    await sleep(50);
  }
  throw new Error('waited 10 s in vain until a backend waits for a lock');
}
