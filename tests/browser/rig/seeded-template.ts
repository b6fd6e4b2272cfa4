import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScratchDatabase, openStore } from '@engram/store';
import { seed } from './seed.ts';
import type { SeededTemplate } from './seeded-store.ts';

/** Before the tests: the seeded store of which each file gets a copy, since 10,000 digits take 20 seconds to import. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await openStore({
    home: process.env.ENGRAM_SCRATCH_HOME!,
    databaseUrl: process.env.DATABASE_URL,
    maxConnections: 1,
  });
  const { name, url, drop } = await createScratchDatabase(server);
  const home = await mkdtemp(join(tmpdir(), 'engram-seeded-'));
  const store = await openStore({ home, databaseUrl: url, artifacts: 'home' });
  const seeded = await seed(store);
  await store.close();
  const ids = Object.entries(seeded).map(([key, { id }]) => [key, id]);
  const template: SeededTemplate = { database: name, home, ids: Object.fromEntries(ids) };
  process.env.ENGRAM_SEEDED_TEMPLATE = JSON.stringify(template);
  return async () => {
    delete process.env.ENGRAM_SEEDED_TEMPLATE;
    await drop();
    await server.close();
    await rm(home, { recursive: true, force: true });
  };
}
