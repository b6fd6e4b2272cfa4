import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScratchDatabase, openStore, type Store, type StoreOptions } from '@engram/store';

export interface ScratchStore extends Store {
  /** Closes the store, drops its database and removes its home. */
  close(): Promise<void>;
}

/** What a scratch store begins as: a database without sessions, and a home that stays as it is. */
export interface StoreTemplate {
  database: string;
  home: string;
}

/**
 * A store on a fresh migrated database, on the server of DATABASE_URL, on that of a test run, or on the embedded one.
 * @param options.template what it begins as, if not empty
 */
export async function openScratchStore({
  template,
  ...options
}: Pick<StoreOptions, 'artifacts'> & { template?: StoreTemplate } = {}): Promise<ScratchStore> {
  const databaseUrl = process.env.DATABASE_URL;
  const server = await openStore({
    // Outside of a test run, as for pictures, the embedded one that `npm start` uses.
    home: process.env.ENGRAM_SCRATCH_HOME ?? process.env.ENGRAM_HOME ?? join(homedir(), '.engram'),
    databaseUrl,
  });
  const scratch = await createScratchDatabase(server, template?.database);
  const home = await mkdtemp(join(tmpdir(), 'engram-store-'));
  if (template) await copyHome(template.home, home);
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

/** Thumbnails are thousands of files, and those of one name are one picture: they are shared. */
async function copyHome(from: string, to: string): Promise<void> {
  for (const name of await readdir(from))
    if (name === 'thumbnails') await symlink(join(from, name), join(to, name));
    else await cp(join(from, name), join(to, name), { recursive: true });
}
