import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@engram/store';
import pg from 'pg';
import { administratorUrl } from '../../../prisma/src/embedded/databases.ts';
import { eraseOnceUnused } from '../postgres/erase-once-unused.ts';

/**
 * Before the tests: the server on which each test file makes a database of its own (`store.ts`), in a home of its own, unless
 * DATABASE_URL names one. It does not wait for the disk: only a loss of power shows that, and tests kill processes, whose written
 * pages the system keeps. Embedded stores that tests open themselves wait for the disk as every user's do.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DATABASE_URL || process.env.ENGRAM_SCRATCH_HOME) return undefined;
  const home = await mkdtemp(join(tmpdir(), 'engram-scratch-'));
  const server = await openStore({ home, maxConnections: 1 });
  const administrator = new pg.Client({ connectionString: await administratorUrl(home) });
  await administrator.connect();
  await administrator.query('ALTER SYSTEM SET fsync = off');
  await administrator.query('SELECT pg_reload_conf()');
  await administrator.end();
  process.env.ENGRAM_SCRATCH_HOME = home;
  return async () => {
    delete process.env.ENGRAM_SCRATCH_HOME;
    await server.close();
    // Processes that ran the last tests may be about to end.
    await eraseOnceUnused(home);
    await rm(home, { recursive: true, force: true });
  };
}
