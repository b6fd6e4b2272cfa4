/** Workers that are told to stop, and workers of another program. */
import { runs, workers } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until, workerIsUp } from '../helpers/processes/engram.ts';
import { trainedCount } from '../helpers/train-again.ts';
import { Commands } from './commands.ts';
import { openRig, tiny, type Rig } from './rig.ts';

/** Slurm gives 30 s between SIGTERM and SIGKILL, Kubernetes as long. */
const graceMs = 30_000;
const patience = { timeoutMs: 200_000 };

let rig: Rig;

beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig?.close());

const alive = async () => (await workers.live(rig.server.store)).length;

it('SIGTERM in mid-training hands the work back at once; another worker ends it in the same bits', async () => {
  const first = rig.start('worker');
  await workerIsUp(first, patience);
  const id = await rig.queueRun();
  await until('an encoder is stored', async () => (await trainedCount(rig.server.store, id)) >= 1, patience);
  expect(await trainedCount(rig.server.store, id)).toBeLessThan(6);
  const stopped = performance.now();
  first.kill('SIGTERM');
  const { exitCode, signal } = await first.ended;
  expect([exitCode, signal]).toEqual([0, null]);
  expect(performance.now() - stopped).toBeLessThan(graceMs);
  expect(await alive()).toBe(0);
  expect((await runs.find(rig.server.store, id))!.status).toBe('RUNNING');
  const second = rig.start('worker');
  await workerIsUp(second, patience);
  await until(
    'its speed is known',
    async () => ((await workers.live(rig.server.store))[0]?.viewsPerSecond ?? 0) > 0,
    patience,
  );
  await rig.expectUndisturbed(id);
  second.kill('SIGTERM');
  await second.ended;
  expect(await rig.mishaps()).toEqual([]);
});

it('a worker of another code version takes no job of ours, and its own', async () => {
  const { home, store } = rig.server;
  const place = { home, env: { ENGRAM_CODE_VERSION: 'another' }, timeoutMs: 400_000 };
  const another = new Commands(place, tiny);
  const ours = await rig.queueRun();
  try {
    const foreign = another.start(['worker']);
    await workerIsUp(foreign, patience);
    const theirs = await another.run('--no-follow');
    await until(
      'its own run ends',
      async () => (await runs.find(store, theirs))?.status === 'SUCCEEDED',
      patience,
    );
    // Ours was queued first: whoever takes jobs of any version would have begun it before.
    expect((await runs.find(store, ours))!.status).toBe('QUEUED');
    // The encoders of ours are jobs as well: begun here, they are left to nobody else.
    const own = rig.start('worker');
    await workerIsUp(own, patience);
    await until('an encoder is stored', async () => (await trainedCount(store, ours)) >= 1, patience);
    own.kill('SIGKILL');
    await own.ended;
    const before = await trainedCount(store, ours);
    await another.run('--set', 'seed=77');
    expect(await trainedCount(store, ours)).toBe(before);
    rig.start('worker');
    await rig.expectUndisturbed(ours);
  } finally {
    await another.kill();
  }
});
