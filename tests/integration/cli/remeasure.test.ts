import { stat } from 'node:fs/promises';
import { encoders, ensembles, query, runs, snapshots } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkpointPath } from '../../../worker/src/files/checkpoint-store.ts';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

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

/** Of how many datapoints the neighbours are those that the test planted. */
async function neighboursTakenOver(runId: string): Promise<number> {
  const rows = await query(place.store, 'SELECT distances[1] AS nearest FROM neighbour WHERE run_id = $1', [
    runId,
  ]);
  expect(rows).toHaveLength(60);
  return rows.filter(({ nearest }) => nearest === 1234).length;
}

it('a run that measures an ensemble another way trains nothing, and says so', async () => {
  const first = await run();
  const ensemble = (await ensembles.find(place.store, first.row.ensembleId))!;
  expect(ensemble).toMatchObject({ trainedCount: 4, checkpointCount: 4, origin: 'TRAINED' });
  expect(ensemble.sizeBytes).toBeGreaterThan(1000);
  // No computation gives these: a run that has them took them over.
  await query(place.store, 'UPDATE neighbour SET distances[1] = 1234 WHERE run_id = $1', [first.row.id]);
  for (const changes of [['views=3', 'distance=l1', 'viewSeed=7', 'layer=layer1'], ['name=another']]) {
    const again = await run(...changes);
    expect(again.stderr).toContain('this run trains nothing and only measures');
    expect(again.row.ensembleId).toBe(first.row.ensembleId);
    expect(trainings(again)).toEqual(trainings(first));
    // A name determines nothing.
    const isSame = changes.length === 1;
    // Neighbours depend on the distance, but on no views.
    expect(await neighboursTakenOver(again.row.id)).toBe(isSame ? 60 : 0);
    expect(again.row.configHash === first.row.configHash).toBe(isSame);
    const [alignment, before] = [again.measured[0]!.alignment, first.measured[0]!.alignment];
    expect(alignment.every((value, n) => value === before[n])).toBe(isSame);
  }
});

it('a run is measured again by the beginning of its id, with its other settings as they were', async () => {
  const { row } = await run('views=4');
  const { exitCode, stdout, stderr } = await engram(
    ['run', row.id.slice(0, 8), '--set', 'distance=l1', '--json'],
    { ...place, timeoutMs: 200_000 },
  );
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain('this run trains nothing and only measures');
  const again = (await runs.find(place.store, (JSON.parse(stdout) as { id: string }).id))!;
  expect(again).toMatchObject({ ensembleId: row.ensembleId, name: row.name });
  expect(again.config.scoring).toEqual({ ...row.config.scoring, distance: 'l1' });
  const unknown = await engram(['run', '0123456789'], place);
  expect(unknown.stderr).toContain("There is no run '0123456789'");
});

it('checkpoints that were freed are trained again, into the same ensemble and to the same weights', async () => {
  const before = await run();
  const freed = await ensembles.freeCheckpoints(place.store, before.row.ensembleId, {
    includingSnapshots: true,
  });
  expect(freed.toSorted()).toEqual(before.measured.map(({ checkpointHash }) => checkpointHash!).toSorted());
  const after = await run('views=5');
  expect(after.stderr).toContain('trained again');
  expect(after.row.ensembleId).toBe(before.row.ensembleId);
  expect(after.measured.map(({ checkpointHash }) => checkpointHash)).toEqual(
    before.measured.map(({ checkpointHash }) => checkpointHash),
  );
});

it('the ensembles are listed with what they take, and freed unless something needs them', async () => {
  const { row, measured } = await run('views=5');
  const list = async () => {
    const { exitCode, stdout, stderr } = await engram(['ensembles', '--json'], place);
    expect(exitCode, stderr).toBe(0);
    const all = JSON.parse(stdout) as { id: string; diskBytes: number; runs: string[]; trainedCount: number; checkpointCount: number }[]; // prettier-ignore
    return all.find(({ id }) => id === row.ensembleId)!;
  };
  const sizes = await Promise.all(measured.map(({ checkpointHash }) => stat(checkpointPath(place.home, checkpointHash!)))); // prettier-ignore
  const diskBytes = sizes.reduce((sum, { size }) => sum + size, 0);
  expect(await list()).toMatchObject({ diskBytes, trainedCount: 4, checkpointCount: 4 });

  const { snapshot } = await snapshots.create(place.store, { runIds: [row.id], title: 'Kept' });
  const prune = (...args: string[]) => engram(['ensembles', 'prune', ...args], place);
  expect((await prune('--all')).stderr).toContain('a snapshot holds one of its runs');
  expect(await list()).toMatchObject({ diskBytes });
  // Also of a snapshot that was made after the command had looked.
  expect(await ensembles.freeCheckpoints(place.store, row.ensembleId, { includingSnapshots: false })).toEqual(
    [],
  );
  expect((await prune(row.ensembleId.slice(0, 8), '--including-snapshots', '--dry-run')).stdout).toContain('Would free'); // prettier-ignore
  expect(await list()).toMatchObject({ diskBytes });
  const freed = await prune(row.ensembleId.slice(0, 8), '--including-snapshots');
  expect(freed.stdout).toContain('of 1 ensemble');
  expect(await list()).toMatchObject({ diskBytes: 0, trainedCount: 4, checkpointCount: 0 });

  // What was published stays, to the last bit.
  expect((await snapshots.create(place.store, { runIds: [row.id], title: 'Again' })).snapshot.hash).toBe(snapshot.hash); // prettier-ignore
  for (const [args, message] of [
    [[], 'Name the ensembles to free'],
    [['--all', row.ensembleId], 'not both'],
    [['nonsense'], 'not the id of an ensemble'],
    [['01234567'], 'There is no ensemble'],
  ] as const) {
    const refused = await prune(...args);
    expect(refused.stderr).toContain(message);
    expect(refused.exitCode).not.toBe(0);
  }
});

it('an upgrade trains nothing again: the run says which version trained its encoders', async () => {
  const first = await run();
  const upgraded = async (...changes: string[]) => {
    const { exitCode, stdout, stderr } = await engram(
      ['run', 'smoke', ...settings, ...changes.flatMap((change) => ['--set', change]), '--json'],
      { ...place, env: { ...place.env, ENGRAM_CODE_VERSION: 'next' }, timeoutMs: 200_000 },
    );
    expect(exitCode, stderr).toBe(0);
    return { row: (await runs.find(place.store, (JSON.parse(stdout) as { id: string }).id))!, stderr };
  };
  const { row, stderr } = await upgraded('views=6');
  expect(stderr).toContain(`by Engram ${first.row.codeVersion}): this run trains nothing`);
  expect(row).toMatchObject({ ensembleId: first.row.ensembleId, codeVersion: 'next' });
  expect(row.comparabilityKey).toMatchObject({ codeVersion: 'next', trainedBy: first.row.codeVersion });
  expect(first.row.comparabilityKey).not.toHaveProperty('trainedBy');
  const cited = await engram(['cite', row.id, '--format', 'methods'], place);
  expect(cited.stdout).toContain(`The encoders were trained by Engram ${first.row.codeVersion}.`);
  // What another version began, it ends: only complete ensembles are taken over.
  const [one] = await encoders.list(place.store, row.id);
  await query(
    place.store,
    'UPDATE encoder SET checkpoint_hash = NULL WHERE ensemble_id = $1 AND index = $2',
    [row.ensembleId, one!.index],
  );
  expect((await upgraded('views=7')).row.ensembleId).not.toBe(row.ensembleId);
});
