import { spawn } from 'node:child_process';
import { open, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@engram/core';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './cluster.ts';
import { writeAtomically } from '../home/atomic-file.ts';
import { readText, type Layout } from './layout.ts';
import { isPostmasterOf } from './process-identity.ts';
import { spawnAs } from './server-user.ts';
import { startFailure } from './start-failure.ts';

export interface Postmaster {
  pid: number;
  port: number;
  /** false while it starts or recovers from a crash. */
  ready: boolean;
}

/** For a machine of 2 cores and 2 GiB that also trains encoders. Loopback only, no socket file (its path may be too long). */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  // Scores come a run at a time and never change: vacuum soon after each, so that index-only scans need not look at the table.
  autovacuum_naptime: '15s',
  autovacuum_vacuum_insert_threshold: '10000',
  autovacuum_vacuum_insert_scale_factor: '0',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
};

const largestLogBytes = 10 * 1024 * 1024;
const startAttempts = 100;

/** The server that runs on the cluster; null when none does, whatever a stale postmaster.pid says. */
export async function findPostmaster(data: string): Promise<Postmaster | null> {
  const lines = (await readText(join(data, 'postmaster.pid')))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0 && port > 0) || !isPostmasterOf(pid, data)) return null;
  return { pid, port, ready: lines[7]?.trim() === 'ready' };
}

/** A server that was just started. */
export interface StartedPostmaster {
  postmaster: Postmaster;
  /** Lets the server live on without this process. Until then it ends when this process does, also by kill -9. */
  letGo(): void;
}

/**
 * Starts the server, in a session of its own so that a Ctrl-C in the terminal reaches only us, and waits until it takes
 * connections. Call under the lock, when `findPostmaster` says null.
 */
export async function startPostmaster(layout: Layout, binaries: Binaries): Promise<StartedPostmaster> {
  let preferred = Number(await readText(layout.portFile));
  for (let attempt = 1; ; attempt++) {
    await disarmStaleNumber(layout.data);
    const port = await freePort(preferred);
    await writeAtomically(layout.portFile, String(port), { durable: true });
    const { said, letGo } = await spawnServer(layout, binaries, port);
    if (said === null) {
      const postmaster = (await findPostmaster(layout.data)) ?? fail(layout, 'the server ended at once');
      return { postmaster, letGo };
    }
    if (attempt === startAttempts) fail(layout, said);
    if (/could not bind|address already in use|could not create any TCP/i.test(said)) preferred = 0;
    // Children of a killed server hold its memory for a moment.
    else if (!/still in use|lock file/i.test(said)) fail(layout, said);
    await sleep(100);
  }
}

/**
 * PostgreSQL sees through a stale postmaster.pid unless another of the user's processes has its number now. The rest of the
 * file stays: by it the server notices children of a killed one that still write. Our own number is one that it passes over,
 * as its parent's.
 */
async function disarmStaleNumber(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const text = await readText(file);
  if (text !== null)
    await writeFile(file, [String(process.pid), ...text.split('\n').slice(1), ''].join('\n'));
}

/**
 * Becomes the server, but leaves a reader of our pipe behind: when the pipe closes without a line, its writer was killed before the
 * server had a lease and a guard, and nobody would ever stop it.
 */
const startScript = 'exec 3<&0; ( { read -r line <&3 || kill -INT $$; } & ); exec "$@" 3<&- < /dev/null';

/** `said` is null once the server takes connections, or the last lines of its log when it ended before. */
async function spawnServer(
  layout: Layout,
  binaries: Binaries,
  port: number,
): Promise<{ said: string | null; letGo: () => void }> {
  await rotateLog(layout.log);
  const log = await open(layout.log, 'a', 0o600);
  try {
    const { size } = await log.stat();
    const options = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const server = [binaries.postgres, '-D', layout.data, ...options];
    const isBound = process.platform !== 'win32';
    const [program, ...args] = isBound ? ['/bin/sh', '-c', startScript, 'sh', ...server] : server;
    const child = spawn(program!, args, {
      detached: true,
      stdio: [isBound ? 'pipe' : 'ignore', log.fd, log.fd],
      cwd: layout.cluster,
      env: serverEnvironment,
      ...spawnAs(layout.user),
    });
    let ended: string | null = null;
    child.once('error', (error) => (ended = error.message));
    child.once('exit', (code, signal) => (ended ??= `it ended with ${signal ?? `code ${code}`}`));
    child.stdin?.on('error', () => undefined); // the server ended before it was detached
    child.unref();
    const letGo = (): void => void child.stdin?.end('held\n');
    while (ended === null) {
      if ((await findPostmaster(layout.data))?.ready) return { said: null, letGo };
      await sleep(10);
    }
    return { said: (await loggedSince(layout.log, size)) || ended, letGo };
  } finally {
    await log.close();
  }
}

/** Ends the server and waits until it is gone; sessions that are still open are ended. */
export async function stopPostmaster(data: string, { pid }: Postmaster): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    const deadline = performance.now() + patienceMs;
    if (isPostmasterOf(pid, data)) process.kill(pid, signal);
    while (performance.now() < deadline) {
      if (!isPostmasterOf(pid, data)) return;
      await sleep(10);
    }
  }
}

async function freePort(preferred: number): Promise<number> {
  for (const port of preferred > 0 ? [preferred, 0] : [0]) {
    const found = await new Promise<number | null>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(null));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
      });
    });
    if (found) return found;
  }
  throw new DomainError('STORE_UNAVAILABLE', 'No free port on 127.0.0.1 for the embedded PostgreSQL.');
}

async function rotateLog(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLogBytes) await rename(log, `${log}.1`);
}

async function loggedSince(log: string, from: number): Promise<string> {
  const text = (await readText(log)) ?? '';
  return Buffer.from(text).subarray(from).toString().trim();
}

function fail(layout: Layout, said: string): never {
  throw startFailure(said, layout);
}
