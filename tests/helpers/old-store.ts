/**
 * The store of an earlier Engram: `tests/dumps/store-0.1.0-686398c.sql.gz` is a dump (PostgreSQL 15, pg_dump --rows-per-insert=1000,
 * psql's own commands taken out) of a store that commit 686398c made: the digits, two runs of `smoke` (SimCLR, and VICReg with seed 1),
 * an import of 40 datapoints under f and g, a snapshot of the three, tags, a comment, a saved view.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openStore, type Store } from '@engram/store';
import pg from 'pg';
import { withDatabase } from '../../prisma/src/database/address-for-people.ts';

const dump = new URL('../dumps/store-0.1.0-686398c.sql.gz', import.meta.url);

/** Of the import, the run with VICReg, the run with SimCLR. */
export const oldRunIds = [
  '72ee060e-164e-8373-b608-be9fa17fcf79',
  'dd8ed4b0-522d-4366-8eaf-e7a53de80bf5',
  '7cb8104a-450b-40e5-bcda-7fffbc17af22',
] as const;

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Restores the dump into a database of its own beside that of `beside`, and opens it, which upgrades it. */
export async function openOldStore(beside: Store): Promise<Store> {
  const name = `engram_old_${randomBytes(6).toString('hex')}`;
  const home = await mkdtemp(join(tmpdir(), 'engram-old-'));
  await administer(beside.url, `CREATE DATABASE ${name}`);
  const databaseUrl = withDatabase(beside.url, name);
  await administer(databaseUrl, gunzipSync(await readFile(dump)).toString('utf8'));
  const store = await openStore({ home, databaseUrl });
  return {
    ...store,
    async close() {
      await store.close();
      for (const database of [name, `${name}_dbos`])
        await administer(beside.url, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      await rm(home, { recursive: true, force: true });
    },
  };
}
