import { encoders, ensembles, runs } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram } from '../../helpers/engram.ts';
import { openHome, type EngramHome } from '../../helpers/engram-home.ts';

const settings = ['--set', 'datapoints=60', '--set', 'encoders=4', '--set', 'epochs=2'];

let place: EngramHome;

beforeAll(async () => {
  place = await openHome();
});
afterAll(() => place?.close());

async function run(...changes: string[]) {
  const { exitCode, stdout, stderr } = await engram(
    ['run', 'smoke', ...settings, ...changes.flatMap((change) => ['--set', change]), '--json'],
    { ...place, timeoutMs: 200_000 },
  );
  expect(exitCode, stderr).toBe(0);
  const { id } = JSON.parse(stdout) as { id: string };
  return { row: (await runs.find(place.store, id))!, measured: await encoders.list(place.store, id), stderr };
}

const trainings = (of: Awaited<ReturnType<typeof run>>) =>
  of.measured.map(({ checkpointHash, createdAt }) => [checkpointHash, createdAt.getTime()]);

it('a run that measures an ensemble another way trains nothing, and says so', async () => {
  const first = await run();
  const ensemble = (await ensembles.find(place.store, first.row.ensembleId))!;
  expect(ensemble).toMatchObject({ trainedCount: 4, checkpointCount: 4, origin: 'TRAINED' });
  expect(ensemble.sizeBytes).toBeGreaterThan(1000);
  for (const change of ['views=3', 'distance=l1', 'viewSeed=7', 'layer=layer1', 'name=another']) {
    const again = await run(change);
    expect(again.stderr, change).toContain('this run trains nothing and only measures');
    expect(again.row.ensembleId, change).toBe(first.row.ensembleId);
    expect(trainings(again), change).toEqual(trainings(first));
    const same = change.startsWith('name');
    expect(again.row.configHash === first.row.configHash, change).toBe(same);
    expect(again.measured[0]!.alignment.every((value, n) => value === first.measured[0]!.alignment[n])).toBe(same); // prettier-ignore
  }
  // Another seed is another ensemble.
  expect((await run('seed=1')).row.ensembleId).not.toBe(first.row.ensembleId);
});

it('checkpoints that were freed are trained again, into the same ensemble and to the same weights', async () => {
  const before = await run();
  const freed = await ensembles.freeCheckpoints(place.store, before.row.ensembleId);
  expect(freed.toSorted()).toEqual(before.measured.map(({ checkpointHash }) => checkpointHash!).toSorted());
  const after = await run('views=4');
  expect(after.stderr).toContain('trained again');
  expect(after.row.ensembleId).toBe(before.row.ensembleId);
  expect(after.measured.map(({ checkpointHash }) => checkpointHash)).toEqual(
    before.measured.map(({ checkpointHash }) => checkpointHash),
  );
});
