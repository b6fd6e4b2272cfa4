import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until, workerIsUp } from '../helpers/processes/engram.ts';
import { freeTrainedEncoders, trainedCount } from '../helpers/train-again.ts';
import { patience, SmokeHome } from './smoke-home.ts';
import { canSwap, SwappingGroup } from './swap.ts';
import { writtenOf } from './written.ts';

const encoderCount = 6;
const settings = ['datapoints=100', `encoders=${encoderCount}`, 'epochs=120', 'seed=12'];
/** Of the 400 MiB that worker and trainers hold: with less than they need at once, they do little but swap. */
const leftBytes = 24 * 2 ** 20;

describe.skipIf(!canSwap)('a worker that swaps', () => {
  let home: SmokeHome;
  let group: SwappingGroup;

  beforeAll(async () => {
    home = await SmokeHome.open(settings);
    group = new SwappingGroup();
  });
  afterAll(async () => {
    await group.limit(-1);
    await home.kill();
    try {
      await until('its trainers are gone', () => Promise.resolve(group.processes.length === 0));
    } finally {
      group.close();
      await home.close();
    }
  });

  it('is replaced by another one with the same scores to the last bit, and writes nothing twice', async () => {
    const undisturbed = await home.scoresOf(await home.run());
    await freeTrainedEncoders(home.store);

    const worker = home.start(['worker'], { through: group.through });
    await workerIsUp(worker, patience);
    const id = await home.run('--no-follow');
    await until('an encoder is stored', async () => (await trainedCount(home.store, id)) >= 1, patience);
    await group.limit(leftBytes);
    expect(group.swapped).toBeGreaterThan(leftBytes);
    expect(await trainedCount(home.store, id)).toBeLessThan(encoderCount);

    home.start(['worker']);
    expect(await home.endOf(id)).toEqual(undisturbed);
    const written = await writtenOf(home.store, id);

    await group.limit(-1);
    await until('it notices', () => Promise.resolve(worker.stderr.includes('Another worker took over')));
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(await writtenOf(home.store, id)).toEqual(written);
    expect([worker.child.exitCode, worker.child.signalCode]).toEqual([null, null]);
  });
});
