import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import { freePort } from '../free-port.ts';
import type { PostgresServer } from './postgres-server.ts';

const program = '/usr/sbin/pgbouncer';

export interface PgBouncer {
  port: number;
  stop(): Promise<void>;
}

/** Debian's PgBouncer in front of a server, which takes the passwords of the superuser only. */
export async function startPgBouncer(
  server: PostgresServer,
  o: { mode: 'session' | 'transaction' | 'statement'; poolSize?: number; roundRobin?: boolean },
): Promise<PgBouncer> {
  const folder = mkdtempSync('/tmp/engram-pgbouncer-');
  const port = await freePort();
  writeFileSync(join(folder, 'users.txt'), '"postgres" "secret"\n');
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, 'users.txt')}
pool_mode = ${o.mode}
default_pool_size = ${o.poolSize ?? 20}
server_round_robin = ${o.roundRobin ? 1 : 0}
`,
  );
  const root = process.getuid?.() === 0;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const user = root ? { uid: id('-u'), gid: id('-g') } : {};
  if (user.uid !== undefined)
    for (const name of ['', 'users.txt', 'pgbouncer.ini']) chownSync(join(folder, name), user.uid, user.gid);
  const child = spawn(program, [join(folder, 'pgbouncer.ini')], { ...user, cwd: folder, stdio: 'ignore' });
  const deadline = performance.now() + 30_000;
  while (!(await listens(port))) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error('PgBouncer did not start');
    await sleep(50);
  }
  return {
    port,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
