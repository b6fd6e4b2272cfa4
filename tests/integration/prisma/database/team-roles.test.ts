import { tmpdir } from 'node:os';
import { openStore, queue, runs, type Store } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../../../helpers/postgres/postgres-server.ts';

const home = tmpdir();
let server: PostgresServer;

const roles = `CREATE ROLE app LOGIN PASSWORD 'pw';
CREATE ROLE creator LOGIN CREATEDB PASSWORD 'pw';
CREATE ROLE sleeper PASSWORD 'pw';
CREATE ROLE reader LOGIN PASSWORD 'pw';
CREATE ROLE boss LOGIN PASSWORD 'pw';
CREATE ROLE member LOGIN NOINHERIT PASSWORD 'pw' IN ROLE boss;
CREATE ROLE careful LOGIN PASSWORD 'pw';
ALTER ROLE careful SET default_transaction_read_only = on;
CREATE ROLE german LOGIN PASSWORD 'pw';
ALTER ROLE german SET DateStyle = 'German';
ALTER ROLE german SET default_transaction_isolation = 'serializable';
CREATE ROLE odd LOGIN PASSWORD 'p@s/s?w#r%d:x';
`;
const databases = `CREATE DATABASE owned OWNER app;
CREATE DATABASE made OWNER creator;
CREATE DATABASE closed_public;
CREATE DATABASE grants;
GRANT CREATE ON DATABASE grants TO app;
CREATE DATABASE bosses OWNER boss;
CREATE DATABASE germans OWNER german;
CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0;
CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0;
CREATE DATABASE shut ALLOW_CONNECTIONS false;
CREATE DATABASE private;
REVOKE CONNECT ON DATABASE private FROM PUBLIC;
CREATE DATABASE shop OWNER app;
CREATE DATABASE prisma OWNER app;
CREATE DATABASE beside;
CREATE DATABASE beside_dbos;
CREATE DATABASE other OWNER app;
CREATE DATABASE other_dbos OWNER app;
CREATE DATABASE half OWNER app;
CREATE DATABASE half_dbos OWNER app;
CREATE DATABASE "My-Odd.DB" OWNER app;
CREATE DATABASE no_place;
`;

beforeAll(async () => {
  server = await startPostgres();
  await server.sql(roles + databases);
  await server.sql('GRANT CREATE ON SCHEMA public TO app', 'beside');
  await server.sql('GRANT CREATE ON SCHEMA public TO app', 'no_place');
}, 120_000);
afterAll(() => server.stop());

const urlOf = (user: string, database: string, query = ''): string =>
  server.url({ user, database, query, password: 'pw' });

/** Opens the store, uses Prisma Client, raw SQL and the queue, and says where all of them were. */
async function places(databaseUrl: string): Promise<string> {
  const store = await openStore({ home, databaseUrl });
  try {
    await runs.page(store, { filter: {}, first: 1 });
    await queue.migrate(store);
    return `${store.schema}, queue ${databaseIn(store)}.${store.queueSchema}`;
  } finally {
    await store.close();
  }
}

const databaseIn = (store: Store): string => new URL(store.systemUrl).pathname.slice(1);

async function refusal(databaseUrl: string): Promise<string> {
  const failed = await places(databaseUrl).catch((error: unknown) => error);
  expect(failed).toMatchObject({ name: 'DomainError' });
  const { code, message } = failed as { code: string; message: string };
  expect(message).not.toMatch(/secret|:pw@/);
  return `${code}: ${message}`;
}

describe('a role that owns its database', () => {
  it('needs no right to create databases: the queue gets a schema beside the store', async () => {
    expect(await places(urlOf('app', 'owned'))).toBe('public, queue owned.engram_dbos');
    expect(await places(urlOf('app', 'owned'))).toBe('public, queue owned.engram_dbos');
  });

  it('and may create databases gets one for the queue, and finds it again without that right', async () => {
    expect(await places(urlOf('creator', 'made'))).toBe('public, queue made_dbos.dbos');
    await server.sql('ALTER ROLE creator NOCREATEDB');
    expect(await places(urlOf('creator', 'made'))).toBe('public, queue made_dbos.dbos');
  });

  it('is served whatever its settings for dates and transactions are, and whatever the database is called', async () => {
    const store = await openStore({ home, databaseUrl: urlOf('german', 'germans') });
    const { rows } = await store.pool.query<{ at: Date; isolation: string }>(
      `SELECT '2026-03-04 05:06:07+00'::timestamptz AS at, current_setting('transaction_isolation') AS isolation`,
    );
    expect(rows[0]).toEqual({ at: new Date('2026-03-04T05:06:07Z'), isolation: 'read committed' });
    await store.close();
    expect(await places(urlOf('app', 'My-Odd.DB'))).toBe('public, queue My-Odd.DB.engram_dbos');
  });

  it('may have a password with special characters in the clear', async () => {
    await server.sql('ALTER DATABASE germans OWNER TO odd; ALTER ROLE german NOLOGIN');
    for (const password of ['p@s/s?w#r%d:x', encodeURIComponent('p@s/s?w#r%d:x')])
      await expect(places(`postgresql://odd:${password}@127.0.0.1:${server.port}/owned`)).rejects.toThrow(
        /"odd" lacks/,
      );
  });
});

describe('one schema for everything', () => {
  it.each([
    ['schema=team', 'team'],
    ['options=-c%20search_path%3Dlab', 'lab'],
    ['options=-c+search_path%3Dlab', 'lab'],
    ['options=-c%20search_path%3Dlab,public', 'lab'],
    ['schema=Odd%20Name', 'Odd Name'],
  ])('%s', async (query, schema) => {
    expect(await places(urlOf('app', 'grants', query))).toBe(`${schema}, queue grants.${schema}_dbos`);
    const tables = await server.sql(
      `SELECT DISTINCT schemaname::text AS schema FROM pg_tables WHERE tablename = 'score' AND schemaname = '${schema}'`,
      'grants',
    );
    expect(tables).toEqual([{ schema }]);
  });

  it('is the one with the role’s name where there is one, and stays the one that holds a store', async () => {
    await server.sql('CREATE SCHEMA creator AUTHORIZATION creator', 'closed_public');
    await server.sql('GRANT CREATE ON DATABASE closed_public TO creator');
    expect(await places(urlOf('creator', 'closed_public'))).toBe('creator, queue closed_public.creator_dbos');
    await server.sql('CREATE SCHEMA app AUTHORIZATION app', 'owned');
    expect(await places(urlOf('app', 'owned'))).toMatch(/^public,/);
  });

  it('is the search path of role and database too', async () => {
    await server.sql('ALTER ROLE app IN DATABASE grants SET search_path = lab');
    expect(await places(urlOf('app', 'grants'))).toMatch(/^lab,/);
    await server.sql('ALTER ROLE app IN DATABASE grants RESET search_path');
  });
});

describe('what is missing is said in one sentence with the SQL that grants it', () => {
  it.each([
    ['no CREATE on public', 'app', 'private_public', '', /GRANT CREATE ON SCHEMA "public" TO "app"/],
    [
      'a schema that may not be made',
      'app',
      'private_public',
      'schema=x',
      /CREATE SCHEMA "x" AUTHORIZATION "app"/,
    ],
    [
      'no place for the queue',
      'app',
      'no_place',
      '',
      /CREATE DATABASE "no_place_dbos" OWNER "app".*CREATE SCHEMA "engram_dbos" AUTHORIZATION "app"/,
    ],
    ['a queue database of another owner', 'app', 'beside', '', /ALTER DATABASE "beside_dbos" OWNER TO "app"/],
    ['a role without LOGIN', 'sleeper', 'owned', '', /ALTER ROLE "sleeper" LOGIN/],
    [
      'read-only transactions',
      'careful',
      'owned',
      '',
      /ALTER ROLE "careful" RESET default_transaction_read_only/,
    ],
    ['a missing database', 'app', 'nowhere', '', /CREATE DATABASE "nowhere" OWNER "app".*ENCODING 'UTF8'/],
    [
      'LATIN1',
      'app',
      'latin',
      '',
      /encoding LATIN1.*CREATE DATABASE "latin_utf8" OWNER "app".*ENCODING 'UTF8'/,
    ],
    ['SQL_ASCII', 'app', 'ascii', '', /encoding SQL_ASCII.*CREATE DATABASE/],
    ['a database that is closed', 'app', 'shut', '', /ALTER DATABASE "shut" ALLOW_CONNECTIONS true/],
    ['no CONNECT', 'app', 'private', '', /GRANT CONNECT ON DATABASE "private" TO "app"/],
  ])('%s', async (_, user, database, query, wanted) => {
    await server.sql('CREATE DATABASE private_public').catch(() => undefined);
    const said = await refusal(urlOf(user, database, query));
    expect(said).toMatch(/^STORE_UNAVAILABLE: /);
    expect(said).toMatch(wanted);
  });

  it('and doing what it says helps', async () => {
    await server.sql(`CREATE SCHEMA "engram_dbos" AUTHORIZATION "app"`, 'no_place');
    expect(await places(urlOf('app', 'no_place'))).toBe('public, queue no_place.engram_dbos');
    await server.sql('ALTER DATABASE "beside_dbos" OWNER TO "app"');
    expect(await places(urlOf('app', 'beside'))).toBe('public, queue beside_dbos.dbos');
  });

  it('for tables of another role: what it may not do, and inheritance', async () => {
    await places(urlOf('boss', 'bosses'));
    expect(await refusal(urlOf('reader', 'bosses'))).toMatch(/lacks SELECT, INSERT, UPDATE, DELETE/);
    await server.sql('GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader', 'bosses');
    expect(await refusal(urlOf('reader', 'bosses'))).toMatch(
      /lacks INSERT, UPDATE, DELETE .*As "boss", their owner: GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "public" TO "reader"/,
    );
    expect(await refusal(urlOf('member', 'bosses'))).toMatch(/ALTER ROLE "member" INHERIT/);
  });

  it('for a wrong or missing password, without repeating it', async () => {
    expect(await refusal(server.url({ user: 'app', password: 'wrong-secret' }))).toMatch(
      /refused the password of "app"/,
    );
    expect(await refusal(`postgresql://app@127.0.0.1:${server.port}/owned`)).toMatch(
      /DATABASE_URL holds none/,
    );
    expect(await refusal('postgresql://app:x@one:5432,two:5432/owned')).toMatch(/several hosts.*primary/);
    expect(await refusal('postgresql://app:x@/owned?host=/tmp/nowhere')).toMatch(
      /no socket in \/tmp\/nowhere/,
    );
  });
});

describe('what belongs to another program', () => {
  const history = `CREATE TABLE _prisma_migrations (id text, checksum text, finished_at timestamptz, migration_name text,
    rolled_back_at timestamptz, started_at timestamptz DEFAULT now());
INSERT INTO _prisma_migrations VALUES ('1', 'x', now(), '20200101_shop');
GRANT SELECT ON _prisma_migrations TO app`;

  it.each([
    ['tables', 'shop', 'CREATE TABLE customers (id int); CREATE TABLE orders (id int)', /customers, orders/],
    ['migrations', 'prisma', history, /20200101_shop/],
  ])('is named by its %s and left as it was', async (_, database, sql, named) => {
    await server.sql(sql, database);
    const count = `SELECT count(*)::int AS count FROM pg_class WHERE relnamespace = 'public'::regnamespace`;
    const before = await server.sql(count, database);
    const said = await refusal(urlOf('app', database));
    expect(said).toMatch(/^CONFLICT: .*another program.*\?schema=engram/);
    expect(said).toMatch(named);
    expect(await server.sql(count, database)).toEqual(before);
    expect(await server.sql(`SELECT FROM pg_database WHERE datname = '${database}_dbos'`)).toEqual([]);
    expect(await places(urlOf('app', database, 'schema=engram'))).toMatch(/^engram, /);
  });

  it('also where the queue would be', async () => {
    await server.sql('CREATE TABLE theirs (id int)', 'other_dbos');
    expect(await refusal(urlOf('app', 'other'))).toMatch(
      /^CONFLICT: .*other_dbos.*public\.theirs.*CREATE SCHEMA "engram_dbos"/,
    );
  });

  it('but a queue database that a killed start left half-made is finished', async () => {
    const left = `CREATE SCHEMA dbos AUTHORIZATION app;
CREATE TABLE dbos.dbos_migrations (version bigint PRIMARY KEY);
ALTER TABLE dbos.dbos_migrations OWNER TO app`;
    await server.sql(left, 'half_dbos');
    expect(await places(urlOf('app', 'half'))).toBe('public, queue half_dbos.dbos');
  });
});
