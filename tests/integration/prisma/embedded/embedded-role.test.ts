import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasets, openStore, queue } from '@engram/store';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eraseOnceUnused } from '../../../helpers/postgres/erase-once-unused.ts';
import { administratorUrl } from '../../../../prisma/src/embedded/databases.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'engram-embedded-role-'));
});
afterEach(async () => {
  await eraseOnceUnused(home);
  await rm(home, { recursive: true, force: true });
});

/** Statements as the superuser in each of the two databases. */
async function administer(statements: string): Promise<void> {
  const url = new URL(await administratorUrl(home));
  for (const database of ['engram', 'engram_dbos']) {
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      await client.query(statements);
    } finally {
      await client.end();
    }
  }
}

const roleSql = `SELECT current_user::text AS role, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication, r.rolbypassrls,
  (SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('public', 'dbos') AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) <> current_user) AS foreign
  FROM pg_roles r WHERE rolname = current_user`;
const leastPrivileged = {
  role: 'engram_app',
  rolsuper: false,
  rolcreatedb: false,
  rolcreaterole: false,
  rolreplication: false,
  rolbypassrls: false,
  foreign: 0,
};

describe('the role of the embedded database', () => {
  it('owns what the store has and may do nothing else on the server', async () => {
    const store = await openStore({ home });
    try {
      await queue.migrate(store);
      expect((await store.pool.query(roleSql)).rows).toEqual([leastPrivileged]);
      await expect(store.pool.query('CREATE ROLE intruder')).rejects.toMatchObject({ code: '42501' });
      await expect(store.pool.query(`COPY (SELECT 1) TO PROGRAM 'true'`)).rejects.toMatchObject({
        code: '42501',
      });
      await expect(store.pool.query(`SELECT pg_read_file('postgresql.conf')`)).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await store.close();
    }
  });

  it('takes over a database that an earlier Engram made as superuser, with all that is in it', async () => {
    const first = await openStore({ home });
    await queue.migrate(first);
    const dataset = {
      slug: 'own', name: 'Own', contentHash: 'a'.repeat(64), width: 0, height: 0, channels: 0, hasImages: false,
    }; // prettier-ignore
    await first.pool.query(
      `INSERT INTO dataset (id, slug, name, content_hash, width, height, channels, has_images, datapoint_count)
       VALUES (gen_random_uuid(), $1, $2, $3, 0, 0, 0, false, 0)`,
      [dataset.slug, dataset.name, dataset.contentHash],
    );
    // As it was before: everything belongs to the superuser, and no other role exists.
    await administer('REASSIGN OWNED BY engram_app TO engram; DROP OWNED BY engram_app');
    await administer('DROP ROLE IF EXISTS engram_app').catch(() => undefined);
    await first.close();

    const second = await openStore({ home });
    try {
      await queue.migrate(second);
      expect((await second.pool.query(roleSql)).rows).toEqual([leastPrivileged]);
      expect((await datasets.list(second)).map(({ slug }) => slug)).toEqual(['own']);
      await second.pool.query('ALTER TABLE dataset ADD COLUMN later INT');
    } finally {
      await second.close();
    }
  });
});
