import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram, EngramProcess, type Outcome } from '../../helpers/processes/engram.ts';
import { startPostgres, type PostgresServer } from '../../helpers/postgres/postgres-server.ts';

let server: PostgresServer;
let home: string;

beforeAll(async () => {
  server = await startPostgres();
  await server.sql(`CREATE ROLE app LOGIN PASSWORD 'pw' CONNECTION LIMIT 7;
CREATE ROLE few LOGIN PASSWORD 'pw' CONNECTION LIMIT 5;
CREATE DATABASE team OWNER app;
CREATE DATABASE small OWNER few;
CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0;
`);
  home = await mkdtemp(join(tmpdir(), 'engram-team-'));
}, 120_000);
afterAll(async () => {
  await server.stop();
  await rm(home, { recursive: true, force: true });
});

const call = (args: string[], databaseUrl: string): Promise<Outcome> =>
  engram(args, {
    home,
    env: { DATABASE_URL: databaseUrl, ENGRAM_API_PORT: '0', ENGRAM_WEB_PORT: '0' },
    timeoutMs: 280_000,
  });
const urlOf = (user: string, database: string, query = ''): string =>
  server.url({ user, database, query, password: 'pw' });

describe('a team’s database', () => {
  it('is described by doctor: role, schema, encoding, queue and room', async () => {
    const { exitCode, stdout } = await call(['doctor', '--json'], urlOf('app', 'team', 'schema=lab'));
    expect(exitCode).toBe(0);
    expect((JSON.parse(stdout) as { database: unknown }).database).toMatchObject({
      available: true,
      kind: 'external',
      version: expect.stringMatching(/^15\./),
      role: 'app',
      isSuperuser: false,
      schema: 'lab',
      encoding: 'UTF8',
      encrypted: false,
      queue: { address: expect.stringMatching(/\/team$/), schema: 'lab_dbos' },
      connections: { free: expect.any(Number), least: { worker: 7, start: 8 } },
    });
  });

  it('with seven connections for a role without any right beyond its database runs and scores', async () => {
    const { exitCode, stdout, stderr } = await call(['run', 'smoke'], urlOf('app', 'team', 'schema=lab'));
    expect(stderr).not.toMatch(/unexpected/);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/200 datapoints scored/);
    expect(await server.sql(`SELECT status::text FROM lab.run`, 'team')).toEqual([{ status: 'SUCCEEDED' }]);
  });

  it.each([
    ['worker', /engram worker needs at least 7 connections.* 5 are free.*ALTER ROLE "few" CONNECTION LIMIT/],
    ['start', /engram start needs at least 8 connections/],
  ])('that gives too few connections is refused by %s at once', async (verb, said) => {
    const { exitCode, stderr } = await call([verb], urlOf('few', 'small'));
    expect(stderr).toMatch(said);
    expect(exitCode).toBe(10);
  });

  it('that gives too few connections leaves no run queued', async () => {
    const { exitCode, stderr } = await call(['run', 'smoke'], urlOf('few', 'small'));
    expect(stderr).toMatch(/engram worker needs at least 7 connections/);
    expect(exitCode).toBe(10);
    expect(await server.sql('SELECT FROM run', 'small')).toEqual([]);
  });

  it.each(['doctor', 'start', 'runs'])('that cannot be used is said by %s with its reason', async (verb) => {
    const { exitCode, stdout, stderr } = await call([verb], urlOf('app', 'latin'));
    expect(exitCode).toBe(10);
    expect(stdout + stderr).toMatch(/encoding LATIN1.*CREATE DATABASE/);
    expect(stdout + stderr).not.toMatch(/unexpected| at .*\.ts:\d/);
  });

  it('that never answers is left by Ctrl-C', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const process = new EngramProcess(['runs'], {
      home,
      env: { DATABASE_URL: `postgresql://app:pw@127.0.0.1:${port}/team` },
    });
    const connected = new Promise((resolve) => silent.once('connection', resolve));
    await connected;
    process.kill('SIGINT');
    const { exitCode } = await process.ended;
    expect(exitCode).toBe(130);
    silent.close();
  });
});
