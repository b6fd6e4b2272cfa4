import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScratchDatabase, openStore, type Store, type StoreOptions } from '@engram/store';

export interface ScratchStore extends Store {
  /** Closes the store, drops its database and removes its home. */
  close(): Promise<void>;
}

/** A store on a fresh migrated database, on the server of DATABASE_URL, on that of a test run, or on the embedded one. */
export async function openScratchStore(options: Pick<StoreOptions, 'artifacts'> = {}): Promise<ScratchStore> {
  const databaseUrl = process.env.DATABASE_URL;
  const server = await openStore({
    // Outside of a test run, as for pictures, the embedded one that `npm start` uses.
    home: process.env.ENGRAM_SCRATCH_HOME ?? process.env.ENGRAM_HOME ?? join(homedir(), '.engram'),
    databaseUrl,
  });
  const scratch = await createScratchDatabase(server);
  const home = await mkdtemp(join(tmpdir(), 'engram-store-'));
  const store = await openStore({ home, databaseUrl: scratch.url, ...options });
  return {
    ...store,
    async close() {
      await store.close();
      await scratch.drop();
      await server.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
