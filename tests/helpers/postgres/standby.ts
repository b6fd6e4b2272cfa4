import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from '../machines.ts';

const programs = process.env.ENGRAM_TEST_POSTGRES ?? '/usr/lib/postgresql/15/bin';
const port = 5432;

/** A primary on one machine and its standby on another, which confirms every commit; clients know an address that moves between them. */
export interface ReplicatedServer {
  url(database: string): string;
  sql(statements: string, database?: string): void;
  /** The primary's machine dies; the standby is promoted and takes the address. */
  failOver(): Promise<void>;
  stop(): void;
}

const postgresId = (flag: string): number =>
  Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

/** @param address of the network, which no machine has */
export async function startReplicated(
  primary: Machine,
  standby: Machine,
  address: string,
): Promise<ReplicatedServer> {
  const folders = [0, 1].map(() => {
    const folder = mkdtempSync('/tmp/engram-replica-');
    chownSync(folder, postgresId('-u'), postgresId('-g'));
    return folder;
  }) as [string, string];
  const [first, second] = folders.map((folder) => join(folder, 'data')) as [string, string];
  const asPostgres = ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'];
  const on = (machine: Machine, name: string, args: string[], cwd: string): string => {
    const [program, ...rest] = [...machine.through, ...asPostgres, join(programs, name), ...args];
    return execFileSync(program!, rest, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const start = (machine: Machine, data: string): ChildProcess => {
    const [program, ...rest] = [...machine.through, ...asPostgres, join(programs, 'postgres'), '-D', data];
    return spawn(program!, rest, { cwd: '/tmp', stdio: 'ignore' });
  };
  const ask = (machine: Machine, data: string, sql: string, database = 'postgres'): string =>
    on(machine, 'psql', ['-h', join(data, '..'), '-p', String(port), '-XAt', '-v', 'ON_ERROR_STOP=1', '-d', database, '-c', sql], join(data, '..')); // prettier-ignore
  const answers = async (machine: Machine, data: string, sql: string): Promise<void> => {
    for (let left = 300; left > 0; left -= 1) {
      try {
        if (ask(machine, data, sql).trim() === 't') return;
      } catch {
        // It is starting.
      }
      await sleep(100);
    }
    throw new Error(`waited 30 s in vain for ${sql}`);
  };
  const take = (machine: Machine): void => machine.takeAddress(address);

  on(primary, 'initdb', ['-D', first, '-A', 'trust', '--locale=C', '--encoding=UTF8', '--no-sync'], folders[0]); // prettier-ignore
  appendFileSync(join(first, 'pg_hba.conf'), 'host all all all trust\nhost replication all all trust\n');
  appendFileSync(
    join(first, 'postgresql.conf'),
    `listen_addresses = '*'\nport = ${port}\nunix_socket_directories = '${folders[0]}'\nfsync = off\nshared_buffers = 32MB\nmax_connections = 100\n`,
  );
  const old = start(primary, first);
  await answers(primary, first, 'SELECT true');
  on(standby, 'pg_basebackup', ['-D', second, '-h', primary.address, '-U', 'postgres', '-R', '-X', 'stream', '--checkpoint=fast', '--no-sync'], folders[1]); // prettier-ignore
  appendFileSync(join(second, 'postgresql.conf'), `unix_socket_directories = '${folders[1]}'\n`);
  const replica = start(standby, second);
  await answers(standby, second, 'SELECT pg_is_in_recovery()');
  // What was confirmed is on both: a standby that lags would lose it.
  ask(primary, first, `ALTER SYSTEM SET synchronous_standby_names = '*'`);
  ask(primary, first, 'SELECT pg_reload_conf()');
  await answers(primary, first, `SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'`);
  take(primary);
  let now: [Machine, string] = [primary, first];
  return {
    url: (database) => `postgresql://engram@${address}:${port}/${database}`,
    sql: (statements, database) => void ask(now[0], now[1], statements, database),
    async failOver() {
      primary.cable('down');
      old.kill('SIGKILL');
      ask(standby, second, `ALTER SYSTEM SET synchronous_standby_names = ''`);
      on(standby, 'pg_ctl', ['-D', second, '-w', 'promote'], folders[1]);
      await answers(standby, second, 'SELECT NOT pg_is_in_recovery()');
      ask(standby, second, 'SELECT pg_reload_conf()');
      take(standby);
      now = [standby, second];
    },
    stop() {
      for (const data of [first, second])
        if (existsSync(join(data, 'postmaster.pid')))
          try {
            on(primary, 'pg_ctl', ['-D', data, '-m', 'immediate', 'stop'], '/tmp');
          } catch {
            // It was killed.
          }
      for (const child of [old, replica]) child.kill('SIGKILL');
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
