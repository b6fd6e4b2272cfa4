import { runs } from '@engram/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engram, EngramProcess, until, workerIsUp } from '../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../helpers/processes/engram-home.ts';
import { freeTrainedEncoders, trainedCount } from '../helpers/train-again.ts';
import { writtenOf } from './written.ts';

const settings = ['--set', 'datapoints=100', '--set', 'encoders=6', '--set', 'epochs=12', '--set', 'seed=11'];
const encoderCount = 6;
const patience = { timeoutMs: 200_000 };

let place: EngramHome;
let undisturbed: unknown;
const started: EngramProcess[] = [];

const start = (...args: string[]): EngramProcess => {
  const process = new EngramProcess(args, { ...place, timeoutMs: 290_000 });
  started.push(process);
  return process;
};
const run = (...args: string[]) => engram(args, place);
const idOf = (stdout: string): string => (JSON.parse(stdout) as { id: string }).id;
const scoresOf = async (id: string): Promise<unknown> =>
  JSON.parse((await run('scores', id, '--format', 'json')).stdout);

beforeAll(async () => {
  place = await openHome();
  expect(await run('import', 'dataset', 'mnist')).toMatchObject({ exitCode: 0 });
  const { stdout, exitCode } = await run('run', 'smoke', ...settings, '--json');
  expect(exitCode).toBe(0);
  undisturbed = await scoresOf(idOf(stdout));
});
afterEach(async () => {
  for (const process of started.splice(0)) {
    process.kill('SIGCONT');
    process.kill('SIGKILL');
    await process.ended;
  }
});
afterAll(() => place.close());

/** A run whose worker stands still in the middle of it. */
async function stopMidRun(): Promise<{ id: string; worker: EngramProcess }> {
  await freeTrainedEncoders(place.store);
  const worker = start('worker');
  await workerIsUp(worker, patience);
  const id = idOf((await run('run', 'smoke', ...settings, '--no-follow', '--json')).stdout);
  await until('an encoder is stored', async () => (await trainedCount(place.store, id)) >= 1, patience);
  worker.kill('SIGSTOP');
  expect(await trainedCount(place.store, id)).toBeLessThan(encoderCount);
  return { id, worker };
}

describe('a worker that stands still', () => {
  it('is replaced with the same scores to the last bit, and writes nothing when it wakes', async () => {
    const { id, worker } = await stopMidRun();
    start('worker');
    await until(
      'another worker ends the run',
      async () => (await runs.find(place.store, id))?.status === 'SUCCEEDED',
      patience,
    );
    expect(await scoresOf(id)).toEqual(undisturbed);
    const before = await writtenOf(place.store, id);

    worker.kill('SIGCONT');
    await until('it notices', async () => worker.stderr.includes('Another worker took over'), patience);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(await writtenOf(place.store, id)).toEqual(before);
    expect(worker.child.exitCode).toBeNull();

    // It works on, under another name.
    for (const other of started) if (other !== worker) other.kill('SIGKILL');
    await freeTrainedEncoders(place.store);
    const next = idOf((await run('run', 'smoke', ...settings, '--no-follow', '--json')).stdout);
    await until(
      'it ends another run',
      async () => (await runs.find(place.store, next))?.status === 'SUCCEEDED',
      patience,
    );
    expect(await scoresOf(next)).toEqual(undisturbed);
  });

  it('is replaced by whoever follows the run, when no other worker is there', async () => {
    const { id, worker } = await stopMidRun();
    const followed = await run('resume', id, '--json');
    expect(followed.exitCode).toBe(0);
    expect(await scoresOf(id)).toEqual(undisturbed);
    const before = await writtenOf(place.store, id);
    worker.kill('SIGCONT');
    await until('it notices', async () => worker.stderr.includes('Another worker took over'), patience);
    expect(await writtenOf(place.store, id)).toEqual(before);
  });
});
