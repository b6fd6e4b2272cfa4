import { runs } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram, EngramProcess, until, workerIsUp } from '../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../helpers/processes/engram-home.ts';
import { freeTrainedEncoders, trainedCount } from '../helpers/train-again.ts';
import { canSwap, SwappingGroup } from './swap.ts';
import { writtenOf } from './written.ts';

const settings = [
  '--set',
  'datapoints=100',
  '--set',
  'encoders=6',
  '--set',
  'epochs=120',
  '--set',
  'seed=12',
];
const encoderCount = 6;
const patience = { timeoutMs: 240_000 };
/** Of the 400 MiB that worker and trainers hold: with less than they need at once, they do little but swap. */
const leftBytes = 40 * 2 ** 20;

describe.skipIf(!canSwap)('a worker that swaps', () => {
  let place: EngramHome;
  let group: SwappingGroup;
  const started: EngramProcess[] = [];
  const start = (through: readonly string[] = []): EngramProcess => {
    const process = new EngramProcess(['worker'], { ...place, timeoutMs: 290_000, through });
    started.push(process);
    return process;
  };
  const run = (...args: string[]) => engram(args, place);
  const idOf = (stdout: string): string => (JSON.parse(stdout) as { id: string }).id;
  const scoresOf = async (id: string): Promise<unknown> =>
    JSON.parse((await run('scores', id, '--format', 'json')).stdout);

  beforeAll(async () => {
    place = await openHome();
    group = new SwappingGroup();
  });
  afterAll(async () => {
    await group.limit(-1);
    for (const process of started) {
      process.kill('SIGKILL');
      await process.ended;
    }
    try {
      await until('its trainers are gone', () => Promise.resolve(group.processes.length === 0));
    } finally {
      group.close();
      await place.close();
    }
  });

  it('is replaced by another one with the same scores to the last bit, and writes nothing twice', async () => {
    expect(await run('import', 'dataset', 'mnist')).toMatchObject({ exitCode: 0 });
    const first = await run('run', 'smoke', ...settings, '--json');
    expect(first.exitCode).toBe(0);
    const undisturbed = await scoresOf(idOf(first.stdout));
    await freeTrainedEncoders(place.store);

    const worker = start(group.through);
    await workerIsUp(worker, patience);
    const id = idOf((await run('run', 'smoke', ...settings, '--no-follow', '--json')).stdout);
    await until('an encoder is stored', async () => (await trainedCount(place.store, id)) >= 1, patience);
    await group.limit(leftBytes);
    expect(group.swapped).toBeGreaterThan(leftBytes);
    expect(await trainedCount(place.store, id)).toBeLessThan(encoderCount);

    start();
    await until(
      'the run ends',
      async () => (await runs.find(place.store, id))?.status === 'SUCCEEDED',
      patience,
    );
    expect(await scoresOf(id)).toEqual(undisturbed);
    const written = await writtenOf(place.store, id);

    await group.limit(-1);
    await until('it notices', () => Promise.resolve(worker.stderr.includes('Another worker took over')));
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(await writtenOf(place.store, id)).toEqual(written);
    expect([worker.child.exitCode, worker.child.signalCode]).toEqual([null, null]);
  });
});
