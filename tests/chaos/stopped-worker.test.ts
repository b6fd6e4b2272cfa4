import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until, workerIsUp, type EngramProcess } from '../helpers/processes/engram.ts';
import { freeTrainedEncoders, trainedCount } from '../helpers/train-again.ts';
import { patience, SmokeHome } from './smoke-home.ts';
import { writtenOf } from './written.ts';

const encoderCount = 6;
const settings = ['datapoints=100', `encoders=${encoderCount}`, 'epochs=12', 'seed=11'];

let home: SmokeHome;
let undisturbed: unknown;

beforeAll(async () => {
  home = await SmokeHome.open(settings);
  undisturbed = await home.scoresOf(await home.run());
});
afterEach(() => home.kill());
afterAll(() => home.close());

/** A run whose worker stands still in the middle of it. */
async function stopMidRun(): Promise<{ id: string; worker: EngramProcess }> {
  await freeTrainedEncoders(home.store);
  const worker = home.start(['worker']);
  await workerIsUp(worker, patience);
  const id = await home.run('--no-follow');
  await until('an encoder is stored', async () => (await trainedCount(home.store, id)) >= 1, patience);
  worker.kill('SIGSTOP');
  expect(await trainedCount(home.store, id)).toBeLessThan(encoderCount);
  return { id, worker };
}

describe('a worker that stands still', () => {
  it('is replaced with the same scores to the last bit, and writes nothing when it wakes', async () => {
    const { id, worker } = await stopMidRun();
    home.start(['worker']);
    expect(await home.endOf(id)).toEqual(undisturbed);
    const before = await writtenOf(home.store, id);

    worker.kill('SIGCONT');
    await until('it notices', async () => worker.stderr.includes('Another worker took over'), patience);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(await writtenOf(home.store, id)).toEqual(before);
    expect(worker.child.exitCode).toBeNull();

    // It works on, under another name.
    await home.kill({ except: worker });
    await freeTrainedEncoders(home.store);
    expect(await home.endOf(await home.run('--no-follow'))).toEqual(undisturbed);
  });

  it('is replaced by whoever follows the run, when no other worker is there', async () => {
    const { id, worker } = await stopMidRun();
    await home.done('resume', id, '--json');
    expect(await home.scoresOf(id)).toEqual(undisturbed);
    const before = await writtenOf(home.store, id);
    worker.kill('SIGCONT');
    await until('it notices', async () => worker.stderr.includes('Another worker took over'), patience);
    expect(await writtenOf(home.store, id)).toEqual(before);
  });
});
