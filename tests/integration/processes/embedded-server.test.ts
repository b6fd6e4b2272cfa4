import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@engram/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../helpers/processes/engram.ts';
import { isAlive } from '../../helpers/processes/process-tree.ts';
import { eraseOnceUnused } from '../../helpers/postgres/erase-once-unused.ts';
import { StoreProcess } from '../../helpers/postgres/store-process.ts';

let folder: string;
let home: string;
const started: StoreProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engram-server-'));
  home = join(folder, 'home');
});
afterEach(async () => {
  for (const process of started.splice(0)) await process.kill();
  if (existsSync(home)) await eraseOnceUnused(home);
  rmSync(folder, { recursive: true, force: true });
});

function start(): StoreProcess {
  const process = new StoreProcess(home);
  started.push(process);
  return process;
}
const inPostgres = (name: string): string => join(home, 'postgres', name);
function cluster(): string {
  const location = readFileSync(inPostgres('location'), 'utf8');
  return location.startsWith('/') ? location : inPostgres(location);
}
/** Process ids of the servers that work in a folder, whatever its files say. */
function serversOf(place: string): number[] {
  const lines = execFileSync('ps', ['-ww', '-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(`-D ${place}/data`)).map((line) => Number.parseInt(line, 10));
}

describe('the embedded server ends when nobody is left', () => {
  it('within seconds of kill -9 of all that used it, and not while one lives', async () => {
    const [first, second] = [start(), start()];
    await Promise.all([first.opened(), second.opened()]);
    const server = Number(readFileSync(join(cluster(), 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    await first.kill();
    await sleep(6_000);
    expect(isAlive(server)).toBe(true);
    await second.kill();
    await until('the server is gone', async () => !isAlive(server), { timeoutMs: 30_000 });
    expect(existsSync(join(cluster(), 'data', 'postmaster.pid'))).toBe(false);
    // Nothing was lost, and it is shut down rather than crashed.
    await (await openStore({ home })).close();
    expect(readFileSync(join(cluster(), 'postgresql.log'), 'utf8')).not.toMatch(/not properly shut down/);
  });

  it('also when its only user is killed at any moment of the start', { tags: 'slow' }, async () => {
    await (await openStore({ home })).close();
    const place = cluster();
    for (const delayMs of [400, 700, 900, 1100, 1300]) {
      const half = start();
      await sleep(delayMs);
      await half.kill();
    }
    await until('no server is left', async () => serversOf(place).length === 0, { timeoutMs: 40_000 });
  });
});

describe('a lock that nobody holds blocks nobody', () => {
  const blocksNobody = async (_: string, write: (lock: string) => void): Promise<void> => {
    mkdirSync(join(home, 'postgres'), { recursive: true });
    write(inPostgres('lock'));
    const [one, two] = await Promise.all([openStore({ home }), openStore({ home })]);
    expect(one.url).toBe(two.url);
    await Promise.all([one.close(), two.close()]);
    expect(readdirSync(join(home, 'postgres')).filter((name) => name.startsWith('lock'))).toEqual([]);
  };

  it.each<[string, (lock: string) => void]>([
    ['torn', (lock) => writeFileSync(lock, '{"pid":17,"iden')],
    [
      'of a process whose number another program has',
      (lock) =>
        writeFileSync(
          lock,
          JSON.stringify({ pid: process.pid, identity: `${process.pid} 1 gone`, nonce: 'dead' }),
        ),
    ],
  ])('%s', blocksNobody);

  it.each<[string, (lock: string) => void]>([
    ['empty', (lock) => writeFileSync(lock, '')],
    ['of other bytes', (lock) => writeFileSync(lock, Buffer.from([0, 255, 1, 254]))],
    ['a number alone', (lock) => writeFileSync(lock, '1')],
    [
      'with a nonce that leads elsewhere',
      (lock) => writeFileSync(lock, JSON.stringify({ pid: 1, identity: 'x', nonce: '../../../x' })),
    ],
    ['an empty folder', (lock) => mkdirSync(lock)],
    [
      'of a machine that is silent',
      (lock) =>
        writeFileSync(lock, JSON.stringify({ pid: 1, identity: 'x', place: 'elsewhere', nonce: 'far' })),
    ],
  ])('%s', { tags: 'slow' }, blocksNobody);

  it('a folder with something in it is named', async () => {
    mkdirSync(join(inPostgres('lock'), 'mine'), { recursive: true });
    await expect(openStore({ home })).rejects.toThrow(/postgres\/lock is a folder where a file belongs/);
    rmSync(inPostgres('lock'), { recursive: true });
  });

  it('a torn password is named rather than replaced by one that the database does not know', async () => {
    await (await openStore({ home })).close();
    const password = readFileSync(inPostgres('password'), 'utf8');
    writeFileSync(inPostgres('password'), '');
    await expect(openStore({ home })).rejects.toThrow(/postgres\/password, the password of .*, is empty/);
    writeFileSync(inPostgres('password'), password);
  });

  it('a torn or missing location finds its cluster again', async () => {
    const store = await openStore({ home });
    await store.pool.query('CREATE TABLE stored AS SELECT 42 AS answer');
    await store.close();
    const before = readFileSync(inPostgres('location'), 'utf8');
    for (const tear of [
      () => writeFileSync(inPostgres('location'), ''),
      () => unlinkSync(inPostgres('location')),
    ]) {
      tear();
      const again = await openStore({ home });
      expect((await again.pool.query('SELECT answer FROM stored')).rows).toEqual([{ answer: 42 }]);
      await again.close();
      expect(readFileSync(inPostgres('location'), 'utf8')).toBe(before);
    }
  });
});

describe('a home is its owner’s alone', () => {
  /** What others may read, write or (beside the folders that root lets the server pass) enter. */
  function open(at: string): string[] {
    const { mode } = statSync(at);
    const isPassed = process.getuid?.() === 0 && [home, join(home, 'postgres')].includes(at);
    const bits = mode & (isPassed ? 0o067 : 0o077);
    const below = statSync(at).isDirectory() ? readdirSync(at).flatMap((name) => open(join(at, name))) : [];
    return bits === 0 ? below : [`${at} ${(mode & 0o777).toString(8)}`, ...below];
  }

  it('when it is new, and when an older Engram made it for everybody to read', async () => {
    await (await openStore({ home })).close();
    expect(open(home)).toEqual([]);

    for (const name of ['datasets/abc', 'thumbnails/00', 'logs'])
      mkdirSync(join(home, name), { recursive: true, mode: 0o755 });
    for (const name of ['datasets/abc/pixels', 'thumbnails/00/x.png', 'logs/engram.log'])
      writeFileSync(join(home, name), 'x', { mode: 0o644 });
    for (const at of ['', 'datasets', 'datasets/abc', 'thumbnails', 'logs', 'postgres'])
      chmodSync(join(home, at), 0o755);
    chmodSync(inPostgres('port'), 0o644);
    expect(open(home)).not.toEqual([]);
    await (await openStore({ home })).close();
    expect(open(home)).toEqual([]);
  });

  it('what else lies in it is left as it is', async () => {
    mkdirSync(join(home, 'datasets'), { recursive: true });
    writeFileSync(join(home, 'thesis.tex'), '', { mode: 0o644 });
    for (const at of ['', 'datasets']) chmodSync(join(home, at), 0o755);
    await (await openStore({ home })).close();
    expect(['', 'datasets', 'thesis.tex'].map((at) => statSync(join(home, at)).mode & 0o777)).toEqual([
      0o755, 0o755, 0o644,
    ]);
    expect(open(join(home, 'postgres'))).toEqual([]);
  });
});
