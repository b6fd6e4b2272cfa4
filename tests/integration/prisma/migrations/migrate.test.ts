import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Connection } from '../../../../prisma/src/connections/client.ts';
import { Prisma } from '../../../../prisma/src/generated/client.ts';
import { migrate } from '../../../../prisma/src/migrations/migrate.ts';
import { createScratchDatabase, type ScratchDatabase } from '@engram/store';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const bundled = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

describe('the migrations', () => {
  it.each(Object.values(Prisma.ModelName))(
    'give %s every column that Prisma Client selects',
    async (name) => {
      const delegates = scratch.store.prisma as unknown as Record<string, { findFirst(): Promise<unknown> }>;
      const delegate = delegates[name[0]!.toLowerCase() + name.slice(1)]!;
      const row = name === 'ArtifactPlace' ? { id: 1, address: 'postgres' } : null;
      expect(await delegate.findFirst()).toEqual(row);
    },
  );

  it('give no table a column that the schema lacks', async () => {
    const { rows } = await scratch.store.pool.query<{ table: string; count: number }>(
      `SELECT table_name AS table, count(*)::int AS count FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' GROUP BY 1`,
    );
    const schema = await readFile(join(bundled, '..', 'schema.prisma'), 'utf8');
    const enums = [...schema.matchAll(/^enum (\w+)/gm)].map(([, name]) => name);
    const column = new RegExp(
      `^ {2}\\w+ +(?:BigInt|Int|String|Float|Boolean|DateTime|Json|Bytes|${enums.join('|')})\\b`,
      'gm',
    );
    const models = [...schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].map(([, body]) => ({
      table: /@@map\("(\w+)"\)/.exec(body!)![1]!,
      // A field of a scalar type or an enum is a column; one of a model's type is a relation.
      count: [...body!.matchAll(column)].length,
    }));
    const byTable = (a: { table: string }, b: { table: string }): number => (a.table < b.table ? -1 : 1);
    expect(rows.sort(byTable)).toEqual(models.sort(byTable));
  });

  it('are recorded as Prisma records them', async () => {
    const { rows } = await scratch.store.pool.query<Record<string, unknown>>(
      'SELECT * FROM _prisma_migrations',
    );
    const names = (await readdir(bundled)).filter((name) => name !== 'migration_lock.toml');
    expect(rows.map((row) => row.migration_name)).toEqual(names.sort());
    for (const row of rows) {
      const file = await readFile(join(bundled, String(row.migration_name), 'migration.sql'));
      expect(row.checksum).toBe(createHash('sha256').update(file).digest('hex'));
      expect(row).toMatchObject({
        finished_at: expect.any(Date),
        rolled_back_at: null,
        logs: null,
        applied_steps_count: 1,
      });
    }
  });
});

describe('migrate', () => {
  let database: ScratchDatabase;
  let connection: Connection;
  let pool: pg.Pool;
  let folder: string;

  beforeAll(async () => {
    database = await createScratchDatabase(scratch.store);
    connection = connect(database.url);
    pool = connection.pool;
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engram-migrations-'));
    await cp(bundled, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));
  afterAll(async () => {
    await connection.end();
    await database.drop();
  });

  async function add(name: string, sql: string): Promise<void> {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'migration.sql'), sql);
  }

  it('by many at once applies each migration once', async () => {
    await add('29990101000000_once', 'CREATE TABLE once (id INT); INSERT INTO once VALUES (1);');
    const applied = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(pool, folder)));
    expect(applied.flat()).toEqual(['29990101000000_once']);
    expect(await migrate(pool, folder)).toEqual([]);
    expect((await pool.query('SELECT * FROM once')).rowCount).toBe(1);
    await pool.query(`DROP TABLE once; DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`);
  });

  it('that fails changes nothing, and the mended migration is applied', async () => {
    await add('29990101000001_broken', 'CREATE TABLE half (id INT); SELECT 1 / 0;');
    await expect(migrate(pool, folder)).rejects.toThrow(/division by zero/);
    await rm(join(folder, '29990101000001_broken'), { recursive: true });
    await add('29990101000001_broken', 'CREATE TABLE half (id INT);');
    expect(await migrate(pool, folder)).toEqual(['29990101000001_broken']);
  });

  it('refuses a database that a newer Engram has migrated', async () => {
    await expect(migrate(pool)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/29990101000001_broken.*newer/),
    });
    await pool.query(`DROP TABLE half; DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`);
    expect(await migrate(pool)).toEqual([]);
  });

  it('refuses a migration that was edited, and one that Prisma left half-way', async () => {
    const [name] = (await readdir(folder)).sort();
    await writeFile(join(folder, name!, 'migration.sql'), 'SELECT 1;');
    await expect(migrate(pool, folder)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/edited/),
    });
    await pool.query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(pool)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/half-way/),
    });
  });
});
