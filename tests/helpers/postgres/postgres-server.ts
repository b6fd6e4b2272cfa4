import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-port.ts';
import { until } from '../processes/engram.ts';

/** Debian's PostgreSQL 15, or another one. */
const programs = process.env.ENGRAM_TEST_POSTGRES ?? '/usr/lib/postgresql/15/bin';

export const hasPostgres = existsSync(join(programs, 'initdb'));

/** A server of its own in a temporary folder, as a team might run one: superuser `postgres`, password `secret`. */
export interface PostgresServer {
  port: number;
  /** Holds `data`, and is the folder of its Unix socket. */
  folder: string;
  /** postgresql://USER:PASSWORD@127.0.0.1:PORT/DATABASE */
  url(o?: { user?: string; password?: string; database?: string; host?: string; query?: string }): string;
  /** Runs statements as the superuser, one after the other. */
  sql(statements: string, database?: string): Promise<Record<string, unknown>[]>;
  /** Rewrites pg_hba.conf and loads it. */
  setAccess(lines: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL does not run as root. */
function systemUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

const openToPasswords = ['host all all all scram-sha-256', 'local all all scram-sha-256'];

export async function startPostgres(
  o: { settings?: Record<string, string>; encoding?: string; files?: Record<string, string> } = {},
): Promise<PostgresServer> {
  const user = systemUser();
  const folder = mkdtempSync('/tmp/engram-pg-');
  const own = (path: string): void => {
    if (user.uid !== undefined) chownSync(path, user.uid, user.gid!);
  };
  own(folder);
  const run = (name: string, args: string[]): string =>
    execFileSync(join(programs, name), args, {
      ...user,
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const put = (name: string, text: string): void => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    own(file);
  };
  put('password', 'secret');
  for (const [name, text] of Object.entries(o.files ?? {})) put(name, text);
  const data = join(folder, 'data');
  run('initdb', [
    `--pgdata=${data}`, '--username=postgres', `--pwfile=${join(folder, 'password')}`,
    '--auth=scram-sha-256', `--encoding=${o.encoding ?? 'UTF8'}`, '--locale=C', '--no-sync',
  ]); // prettier-ignore
  writeFileSync(join(data, 'pg_hba.conf'), `${openToPasswords.join('\n')}\n`);
  const port = await freePort();
  const settings = {
    port: String(port), listen_addresses: '*', unix_socket_directories: folder, fsync: 'off', shared_buffers: '32MB', ...o.settings,
  }; // prettier-ignore
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  appendFileSync(join(data, 'postgresql.conf'), `${lines.join('\n')}\n`);
  const child = spawn(join(programs, 'postgres'), ['-D', data], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text: Buffer) => (log = (log + text.toString()).slice(-4_000)));

  const url: PostgresServer['url'] = ({
    user = 'postgres',
    password = 'secret',
    database = 'postgres',
    host = '127.0.0.1',
    query = '',
  } = {}) =>
    `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}${query && `?${query}`}`;
  const sql: PostgresServer['sql'] = async (statements, database) => {
    const client = new pg.Client({
      host: folder,
      port,
      user: 'postgres',
      password: 'secret',
      database: database ?? 'postgres',
    });
    await client.connect();
    try {
      const rows: Record<string, unknown>[] = [];
      // CREATE DATABASE may not stand with others in one message.
      for (const statement of statements.split(/;\s*\n|;\s*$/).filter((text) => text.trim()))
        rows.push(...((await client.query(statement)).rows ?? []));
      return rows;
    } finally {
      await client.end();
    }
  };
  await answering(
    child,
    () => sql('SELECT 1'),
    () => log,
  );
  return {
    port,
    folder,
    url,
    sql,
    async setAccess(lines) {
      writeFileSync(
        join(data, 'pg_hba.conf'),
        `${['local all postgres scram-sha-256', ...lines].join('\n')}\n`,
      );
      // A new connection is told when the server last read its files.
      const loadedAt = async (): Promise<number> =>
        ((await sql('SELECT pg_conf_load_time() AS at'))[0] as { at: Date }).at.getTime();
      const before = await loadedAt();
      await sql('SELECT pg_reload_conf()');
      await until('the server has read its files again', async () => (await loadedAt()) > before);
    },
    async stop() {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGINT');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(child: ChildProcess, ask: () => Promise<unknown>, log: () => string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`PostgreSQL did not start: ${log()}`, { cause: error });
      await sleep(100);
    }
  }
}
