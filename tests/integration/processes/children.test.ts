import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runs } from '@engram/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engram, until } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { descendantsOf, isAlive } from '../../helpers/processes/process-tree.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** On a machine that is busy with other things as well. */
const patience = { timeoutMs: 60_000 };

let place: EngramHome;
const seen = new Set<number>();

interface Program {
  child: ChildProcess;
  pid: number;
  output(): string;
}

function start(command: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(command, args, {
    cwd: root,
    // A process group of its own, as a service manager or a terminal makes one.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ENGRAM_HOME: place.home,
      ENGRAM_CODE_VERSION: 'test',
      ENGRAM_API_PORT: '0',
      ENGRAM_WEB_PORT: '0',
      ENGRAM_THREADS: '2',
      ...place.env,
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (text: Buffer) => (output += text.toString()));
  seen.add(child.pid!);
  return { child, pid: child.pid!, output: () => output };
}

const npx = (...args: string[]) => start('npx', ['engram', ...args]);
const node = (...args: string[]) => start(process.execPath, ['cli/bin/engram.mjs', ...args]);

function family(program: Program): number[] {
  const found = descendantsOf(program.pid);
  for (const pid of found) seen.add(pid);
  return found;
}

/** Processes of the family by what they run. */
const serving = async (program: Program): Promise<number[]> => {
  await until(
    'API and dashboard are served',
    async () => {
      if (program.child.exitCode !== null) throw new Error(program.output());
      return /Dashboard\s+http/.test(program.output());
    },
    patience,
  );
  return family(program);
};
const isApiProcess = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('serving/api-process.mjs');
  } catch {
    // One that has ended meanwhile was one of the old ones.
    return false;
  }
};
const allGone = (pids: number[]) =>
  until(`${pids.join(', ')} are gone`, async () => pids.every((pid) => !isAlive(pid)), patience);

beforeAll(async () => {
  place = await openHome();
  expect(await engram(['import', 'dataset', 'mnist'], place)).toMatchObject({ exitCode: 0 });
});
afterEach(() => {
  for (const pid of seen) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  seen.clear();
});
afterAll(() => place.close());

describe('API and dashboard end with what started them', () => {
  const endWithNpx = async (_: string, signal: NodeJS.Signals): Promise<void> => {
    const program = npx('serve');
    const children = await serving(program);
    expect(children.length).toBeGreaterThan(1);
    process.kill(program.pid, signal);
    await allGone(children);
  };
  it.each<[string, NodeJS.Signals]>([['kill -9', 'SIGKILL']])('npx, by %s', endWithNpx);
  it.each<[string, NodeJS.Signals]>([
    ['SIGTERM', 'SIGTERM'],
    ['a closed terminal', 'SIGHUP'],
  ])('npx, by %s', { tags: 'slow' }, endWithNpx);

  it('the shell between npx and the command, by kill -9', { tags: 'slow' }, async () => {
    const program = npx('serve');
    const children = await serving(program);
    process.kill(children[0]!, 'SIGKILL');
    await allGone(children);
  });

  const endWithCommand = async (signal: NodeJS.Signals): Promise<void> => {
    const program = node('serve');
    const children = await serving(program);
    expect(children.length).toBeGreaterThan(0);
    process.kill(program.pid, signal);
    await allGone([program.pid, ...children]);
  };
  it.each<NodeJS.Signals>(['SIGKILL', 'SIGINT'])('the command itself, by %s', endWithCommand);
  it.each<NodeJS.Signals>(['SIGTERM', 'SIGHUP'])(
    'the command itself, by %s',
    { tags: 'slow' },
    endWithCommand,
  );

  it.each<NodeJS.Signals>(['SIGKILL', 'SIGTERM'])(
    'the command with two processes of the API, by %s, and SIGUSR2 before that replaces both',
    { tags: 'slow' },
    async (signal) => {
      const program = start(process.execPath, ['cli/bin/engram.mjs', 'serve'], { ENGRAM_API_PROCESSES: '2' });
      const before = (await serving(program)).filter(isApiProcess);
      expect(before).toHaveLength(2);
      process.kill(program.pid, 'SIGUSR2');
      await until(
        'new processes serve',
        async () => program.output().includes('New processes serve the API'),
        patience,
      );
      const url = /API\s+(http\S+)\/graphql/.exec(program.output())![1]!;
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const children = family(program);
      const after = children.filter(isApiProcess).filter((pid) => !before.includes(pid));
      expect(after).toHaveLength(2);
      process.kill(program.pid, signal);
      await allGone([program.pid, ...children]);
    },
  );

  it('the command, by kill -9 while the dashboard is still starting', { tags: 'slow' }, async () => {
    const program = node('serve');
    const children = await until(
      'the dashboard is forked',
      async () => {
        const found = family(program);
        return found.length > 0 && found;
      },
      patience,
    );
    process.kill(program.pid, 'SIGKILL');
    await allGone(children);
  });
});

describe('trainers end with what started them', () => {
  const staysResumable = async (signal: NodeJS.Signals): Promise<void> => {
    const program = npx('run', 'smoke', '--set', 'encoders=200', '--set', 'epochs=40');
    const id = await until(
      'the run is announced',
      async () => /Run ([0-9a-f-]{36})/.exec(program.output())?.[1],
      patience,
    );
    await until(
      'trainers are at work',
      async () => {
        const run = await runs.find(place.store, id);
        return run?.status === 'RUNNING' && (run.fraction ?? 0) > 0;
      },
      patience,
    );
    const children = family(program);
    expect(children.length).toBeGreaterThan(2);
    process.kill(program.pid, signal);
    await allGone(children);
    expect((await runs.find(place.store, id))?.status).toBe('RUNNING');
    expect(await engram(['cancel', id], place)).toMatchObject({ exitCode: 0 });
  };
  it.each<NodeJS.Signals>(['SIGKILL'])('npx, by %s: the run stays resumable', staysResumable);
  it.each<NodeJS.Signals>(['SIGTERM'])(
    'npx, by %s: the run stays resumable',
    { tags: 'slow' },
    staysResumable,
  );

  it('also when they compute without a pause', async () => {
    const program = start(process.execPath, ['--import', 'tsx', 'tests/helpers/processes/busy-parent.ts']);
    const child = Number(
      await until('the child is forked', async () => /^\d+/.exec(program.output())?.[0], patience),
    );
    seen.add(child);
    expect(isAlive(child)).toBe(true);
    process.kill(program.pid, 'SIGKILL');
    await allGone([child]);
  });

  it('also when it ended before they began, and nobody has asked how', async () => {
    // The shell becomes a program that never asks how its child ended; the child ends only then, so that the shell cannot ask.
    const neglectful = start('sh', ['-c', 'sleep 2 & echo $!; exec sleep 600']);
    const ended = await until(
      'the number is told',
      async () => /^\d+/.exec(neglectful.output())?.[0],
      patience,
    );
    await until(
      'it has ended, and nobody has asked',
      async () => / Z /.test(readFileSync(`/proc/${ended}/stat`, 'utf8')),
      patience,
    );
    const child = start(process.execPath, [
      '--import',
      `./prisma/src/processes/end-with-parent.mjs?parent=${ended}`,
      'tests/helpers/processes/busy-child.mjs',
    ]);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(isAlive(child.pid)).toBe(true);
    process.kill(neglectful.pid, 'SIGKILL');
    await allGone([child.pid]);
  });
});

it('a worker that a shell put into the background outlives that shell', async () => {
  const shell = start('sh', [
    '-c',
    `${process.execPath} cli/bin/engram.mjs worker & echo "worker=$!"; sleep 2`,
  ]);
  const worker = Number(
    await until('the shell tells the number', async () => /worker=(\d+)/.exec(shell.output())?.[1], patience),
  );
  seen.add(worker);
  await once(shell.child, 'exit');
  await until('the worker is up', async () => /Worker worker-/.test(shell.output()), patience);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(isAlive(worker)).toBe(true);
});
