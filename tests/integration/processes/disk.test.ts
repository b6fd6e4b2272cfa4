import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runs } from '@engram/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eraseOnceUnused } from '../../helpers/postgres/erase-once-unused.ts';
import { engram, EngramProcess, until, workerIsUp } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { canMount, makeSmallDisk, type SmallDisk } from '../../helpers/processes/small-disk.ts';

const settings = ['--set', 'datapoints=60', '--set', 'epochs=2', '--set', 'encoders=4', '--set', 'seed=3'];

/** The home of the commands lies on a disk of its own; the database does not. */
let place: EngramHome;
let disk: SmallDisk;
let undisturbed: unknown;
const started: EngramProcess[] = [];

const run = (...args: string[]) => engram(args, { home: disk.folder, env: place.env });
const scoresOf = async (id: string): Promise<unknown> =>
  JSON.parse((await run('scores', id, '--format', 'json')).stdout);
const lastRun = async () => (await runs.page(place.store, { filter: {}, first: 1 })).rows[0]!;

describe.runIf(canMount)('a disk that cannot be written', () => {
  beforeAll(async () => {
    place = await openHome();
  });
  afterAll(() => place.close());
  beforeEach(async () => {
    disk = makeSmallDisk('64m');
    expect(await run('import', 'dataset', 'mnist')).toMatchObject({ exitCode: 0 });
  });
  afterEach(async () => {
    for (const process of started.splice(0)) {
      process.kill('SIGKILL');
      await process.ended;
    }
    disk.remove();
  });

  it.each([
    ['is full', () => disk.fill(), () => disk.free(), /no space left on the disk of .*checkpoints.*\.bin/],
    [
      'is read-only',
      () => disk.readOnly(true),
      () => disk.readOnly(false),
      /checkpoints.* read-only file system/,
    ],
  ])(
    'that %s ends a run with the path and the cause, and it can be resumed',
    async (_, breakDisk, mend, cause) => {
      breakDisk();
      const failed = await run('run', 'smoke', ...settings);
      expect(failed.stderr).toMatch(cause);
      expect(failed.exitCode).toBe(10);
      const { id, status, error } = await lastRun();
      expect(status).toBe('FAILED');
      expect(error).toMatch(cause);
      expect(failed.stderr).toContain(`engram resume ${id}`);

      mend();
      expect(await run('resume', id)).toMatchObject({ exitCode: 0 });
      const scores = await scoresOf(id);
      expect(scores).toEqual((undisturbed ??= scores));
    },
  );

  it('does not end a worker that cannot write its log, and is told once', { tags: 'slow' }, async () => {
    const worker = new EngramProcess(['worker'], { home: disk.folder, env: place.env });
    started.push(worker);
    await workerIsUp(worker);
    rmSync(join(disk.folder, 'logs'), { recursive: true });
    disk.fill();
    const queued = await run('run', 'smoke', ...settings, '--no-follow');
    expect(queued.exitCode).toBe(0);
    await until('the run failed', async () => (await lastRun()).status === 'FAILED');
    // It says so after it has failed the run.
    await until('the worker says so', async () =>
      /The log is not written\. There is no space left on the disk of .*logs/.test(worker.stderr),
    );
    expect(worker.stderr.match(/The log is not written/g)).toHaveLength(1);
    disk.free();
    const again = await run('run', 'smoke', ...settings, '--no-follow', '--json');
    const { id } = JSON.parse(again.stdout) as { id: string };
    await until(
      'the next run succeeds',
      async () => (await runs.find(place.store, id))?.status === 'SUCCEEDED',
    );
    worker.kill('SIGTERM');
    expect((await worker.ended).exitCode).toBe(0);
    expect(existsSync(join(disk.folder, 'logs', 'engram.log'))).toBe(true);
  });

  it('is named when the output of a command does not fit', async () => {
    const { id } = await lastRun();
    disk.fill();
    const out = openSync('/dev/full', 'w');
    try {
      const bin = new URL('../../../cli/bin/engram.mjs', import.meta.url).pathname;
      const env = { PATH: process.env.PATH, HOME: process.env.HOME, ENGRAM_HOME: disk.folder, ...place.env };
      execFileSync(process.execPath, [bin, 'scores', id, '--format', 'csv'], {
        env,
        stdio: ['ignore', out, 'pipe'],
      });
      expect.unreachable('it ended as if all were written');
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: Buffer };
      expect(stderr.toString()).toMatch(/no space left on the disk of the output/);
      expect(status).toBe(10);
    } finally {
      closeSync(out);
    }
  });
});

it.runIf(canMount)(
  'a disk too small for the embedded database is named, and enough room mends it',
  async () => {
    const small = makeSmallDisk('200m');
    try {
      const alone = () => engram(['runs'], { home: small.folder, env: { DATABASE_URL: '' } });
      small.fill(180);
      expect(await alone()).toMatchObject({
        exitCode: 10,
        stderr: expect.stringMatching(/no space left on the disk of .*postgres/) as string,
      });
      small.free();
      expect(await alone()).toMatchObject({ exitCode: 0 });
      small.fill();
      expect(await alone()).toMatchObject({
        exitCode: 10,
        stderr: expect.stringMatching(/no space left/) as string,
      });
      small.free();
      expect(await alone()).toMatchObject({ exitCode: 0 });
    } finally {
      small.free();
      await eraseOnceUnused(small.folder);
      small.remove();
    }
  },
);
