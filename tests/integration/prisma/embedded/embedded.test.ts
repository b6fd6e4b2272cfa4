import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeStore, eraseEmbeddedDatabase, openStore } from '@engram/store';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eraseOnceUnused } from '../../../helpers/postgres/erase-once-unused.ts';
import { StoreProcess } from '../../../helpers/postgres/store-process.ts';

let home: string;
const started: StoreProcess[] = [];

beforeEach(async () => {
  // mkdtemp makes a folder that only its owner may enter.
  home = await mkdtemp(join(tmpdir(), 'engram-embedded-'));
});
afterEach(async () => {
  for (const process of started.splice(0)) await process.kill();
  await eraseOnceUnused(home);
  await rm(home, { recursive: true, force: true });
});

function start(...args: [string[]?, object?]): StoreProcess {
  const process = new StoreProcess(home, ...args);
  started.push(process);
  return process;
}

function cluster(): string {
  const location = readFileSync(join(home, 'postgres', 'location'), 'utf8');
  return location.startsWith('/') ? location : join(home, 'postgres', location);
}
const pidFile = (): string => join(cluster(), 'data', 'postmaster.pid');
const postmaster = (): number => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('waited 60 s in vain');
    await sleep(20);
  }
}

describe('the embedded server', () => {
  it('is shared by processes that start at once, and the last one out stops it', async () => {
    const processes = [1, 2, 3, 4].map(() => start());
    const urls = await Promise.all(processes.map(async (process) => (await process.opened()).url));
    expect(new Set(urls).size).toBe(1);
    for (const process of processes.slice(1)) {
      expect(await ask(urls[0]!, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await process.close();
    }
    expect(existsSync(pidFile())).toBe(true);
    await processes[0]!.close();
    expect(existsSync(pidFile())).toBe(false);
  });

  it('keeps what was stored, opens fast the next time, on loopback only and with a secret password', async () => {
    const first = await openStore({ home });
    await first.pool.query('CREATE TABLE kept AS SELECT 42 AS answer');
    await first.close();
    const begun = performance.now();
    const second = await openStore({ home });
    // .1 s on an idle machine; making it anew takes longer than this even there.
    expect(performance.now() - begun).toBeLessThan(3000);
    expect((await second.pool.query('SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }]);
    expect((await second.pool.query('SHOW listen_addresses')).rows).toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
    const description = await describeStore(second);
    expect(description).toMatchObject({
      kind: 'embedded',
      version: expect.stringMatching(/^18/),
      sizeBytes: expect.any(Number),
    });
    const password = await readFile(join(home, 'postgres', 'password'), 'utf8');
    expect(JSON.stringify(description)).not.toContain(password);
    expect(statSync(join(home, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    await expect(ask(second.url.replace(/:[^:@/]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    // The database of the workflow queue is there, too.
    expect(await ask(second.systemUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.close();
  });

  it('outlives kill -9 of the process that started it, and Ctrl-C in its terminal', async () => {
    const starter = start([], { detached: true });
    const { url } = await starter.opened();
    const other = start();
    await other.opened();
    process.kill(-starter.child.pid!, 'SIGINT');
    await starter.kill('SIGKILL');
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await other.close();
    expect(existsSync(pidFile())).toBe(false);
  });

  it('is joined again by the next process when all that used it were killed', async () => {
    const killed = start();
    const { url } = await killed.opened();
    await killed.kill();
    const next = start();
    expect((await next.opened()).url).toBe(url);
    await next.close();
    expect(existsSync(pidFile())).toBe(false);
  });

  it('can be made after kill -9 at any moment of its making', async () => {
    for (const delayMs of [300, 600, 800, 1000, 1200, 1500, 1800]) {
      const half = start();
      await sleep(delayMs);
      await half.kill();
    }
    const whole = start();
    const { url } = await whole.opened();
    expect(await ask(url, 'SELECT count(*)::int AS scores FROM score')).toEqual([{ scores: 0 }]);
    await whole.close();
  });

  it('starts although a dead process holds the lock, for one of many at a time', async () => {
    await (await openStore({ home })).close();
    const dead = { pid: 2 ** 22 + 1, identity: 'gone', nonce: 'dead' };
    await writeFile(join(home, 'postgres', 'lock'), JSON.stringify(dead));
    const urls = await Promise.all([1, 2, 3, 4].map(async () => (await start().opened()).url));
    expect(new Set(urls).size).toBe(1);
  });

  it('starts although a number in a stale postmaster.pid belongs to a living process by now', async () => {
    const store = await openStore({ home });
    await store.close();
    const victim = start();
    await victim.opened();
    const stale = await readFile(pidFile(), 'utf8');
    await victim.close();
    // As after a reboot: the number now is that of another process of the server's user.
    const { uid, gid } = statSync(join(cluster(), 'data'));
    const asServer = process.getuid?.() === 0 ? { uid, gid } : {};
    const bystander = spawn('sleep', ['60'], { ...asServer, cwd: '/', stdio: 'ignore' });
    try {
      await writeFile(pidFile(), [String(bystander.pid), ...stale.split('\n').slice(1)].join('\n'));
      const next = await openStore({ home });
      expect((await next.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      await next.close();
      expect(bystander.exitCode).toBeNull();
    } finally {
      bystander.kill();
    }
  });

  it('is started again when it is killed while a process uses it', async () => {
    const store = await openStore({ home });
    await store.pool.query('CREATE TABLE kept AS SELECT 1 AS one');
    const before = postmaster();
    process.kill(before, 'SIGKILL');
    await expect(store.pool.query('SELECT pg_sleep(5)')).rejects.toThrow();
    await until(() =>
      store.pool.query('SELECT one FROM kept').then(
        (found) => found.rowCount === 1,
        () => false,
      ),
    );
    expect(postmaster()).not.toBe(before);
    await store.close();
    expect(existsSync(pidFile())).toBe(false);
  });

  it('that lost its folder is not replaced by an empty one', async () => {
    await (await openStore({ home })).close();
    const location = await readFile(join(home, 'postgres', 'location'), 'utf8');
    await writeFile(join(home, 'postgres', 'location'), '/nowhere/engram');
    await expect(openStore({ home })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/\/nowhere\/engram.*missing/),
    });
    await writeFile(join(home, 'postgres', 'location'), location);
  });
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  it('the server runs as another user, inside the home where that user can enter it', async () => {
    await chmod(home, 0o755);
    const store = await openStore({ home });
    expect(statSync(`/proc/${postmaster()}`).uid).not.toBe(0);
    expect(cluster()).toBe(join(home, 'postgres', 'cluster'));
    await store.close();
  });

  it('the server keeps its data outside a home that its user cannot enter, and erasing finds them', async () => {
    const store = await openStore({ home });
    const place = cluster();
    expect(place).toMatch(/^\/var\/lib\/engram\//);
    await expect(eraseEmbeddedDatabase(home)).rejects.toMatchObject({ code: 'CONFLICT' });
    await store.close();
    await eraseEmbeddedDatabase(home);
    expect(existsSync(place)).toBe(false);
  });

  it('an ordinary user runs the server as themselves, in a folder that is closed to others', async () => {
    const nobody = 65534;
    execFileSync('chown', [String(nobody), home]);
    // A clone in a closed folder can be read with this capability only; PostgreSQL itself minds the user id alone.
    const capabilities = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
    const user = [
      'setpriv',
      '--reuid',
      String(nobody),
      '--regid',
      String(nobody),
      '--clear-groups',
      ...capabilities,
    ];
    const child = start(user, { env: { PATH: process.env.PATH, HOME: home } });
    const { url, uid } = await child.opened();
    expect(uid).toBe(nobody);
    expect(statSync(`/proc/${postmaster()}`).uid).toBe(nobody);
    // Root may join what an ordinary user has started, and start it again later.
    const root = await openStore({ home });
    expect(root.url).toBe(url);
    await child.close();
    await root.close();
    const again = await openStore({ home });
    expect(statSync(`/proc/${postmaster()}`).uid).toBe(nobody);
    await again.close();
    const other = start(user, { env: { PATH: process.env.PATH, HOME: home } });
    await other.opened();
    await other.close();
  });
});
