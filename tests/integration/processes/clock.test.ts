import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runs } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram, EngramProcess, until, workerIsUp } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

/** Debian's package `faketime`: a wall clock that a file sets, while what measures durations is left alone. */
const library = [
  `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`,
].find((path) => existsSync(path));
const settings = ['--set', 'datapoints=40', '--set', 'epochs=1', '--set', 'encoders=2'];

describe.runIf(library !== undefined)('a wall clock that is set back by an hour', () => {
  let place: EngramHome;
  let folder: string;
  let worker: EngramProcess;

  beforeAll(async () => {
    place = await openHome();
    expect(await engram(['import', 'dataset', 'mnist'], place)).toMatchObject({ exitCode: 0 });
    folder = mkdtempSync(join(tmpdir(), 'engram-clock-'));
  });
  afterAll(async () => {
    worker.kill('SIGKILL');
    await worker.ended;
    await place.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('does not keep a worker from new jobs', { tags: 'slow' }, async () => {
    const clock = join(folder, 'clock');
    writeFileSync(clock, '+0\n');
    worker = new EngramProcess(['worker'], {
      ...place,
      env: {
        ...place.env,
        LD_PRELOAD: library!,
        FAKETIME_TIMESTAMP_FILE: clock,
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
      timeoutMs: 280_000,
    });
    const runToEnd = async (): Promise<void> => {
      const { stdout } = await engram(['run', 'smoke', ...settings, '--no-follow', '--json'], place);
      const { id } = JSON.parse(stdout) as { id: string };
      await until(
        'the run succeeds',
        async () => (await runs.find(place.store, id))?.status === 'SUCCEEDED',
        {
          timeoutMs: 100_000,
        },
      );
    };
    await workerIsUp(worker);
    await runToEnd();
    writeFileSync(clock, '-1h\n');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await runToEnd();
  });
});
