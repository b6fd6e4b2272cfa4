import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encoders, query, runs } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkpointsIn } from '../../../helpers/checkpoint.ts';
import { engram, EngramProcess, until } from '../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../helpers/processes/engram-home.ts';
import { freeTrainedEncoders } from '../../../helpers/train-again.ts';

/** Encoders that take several seconds each, one after another. */
const settings = ['datapoints=120', 'encoders=2', 'epochs=150', 'seed=21'].flatMap((set) => ['--set', set]);

let place: EngramHome;
/** Another machine with a home of its own, which knows the database alone. */
let elsewhere: Pick<EngramHome, 'home' | 'env'>;

beforeAll(async () => {
  place = await openHome();
  const env = { ...place.env, ENGRAM_THREADS: '1', ENGRAM_CHECKPOINT_SECONDS: '1' };
  place = { ...place, env };
  elsewhere = { home: await mkdtemp(join(tmpdir(), 'engram-elsewhere-')), env };
});
afterAll(async () => {
  await place.close();
  await rm(elsewhere.home, { recursive: true, force: true });
});

const scoresOf = async (id: string): Promise<unknown> =>
  JSON.parse((await engram(['scores', id, '--format', 'json'], place)).stdout);
const idOf = (stdout: string): string => (JSON.parse(stdout) as { id: string }).id;
const saved = () =>
  query<{ index: number; steps: number; hash: string }>(
    place.store,
    'SELECT index, steps, hash FROM training_state',
  );
const storedCheckpoints = async (): Promise<string[]> =>
  (
    await query<{ path: string }>(place.store, `SELECT path FROM artifact WHERE path LIKE 'checkpoints/%'`)
  ).map(({ path }) => path);

/** Lines of a home's log with this message. */
async function logged(home: string, message: string): Promise<Record<string, unknown>[]> {
  const files = await readdir(join(home, 'logs'));
  const texts = await Promise.all(files.map((file) => readFile(join(home, 'logs', file), 'utf8')));
  return texts
    .join('\n')
    .split('\n')
    .filter((line) => line.includes(message))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it(
  'another machine goes on with a training whose worker was killed, to the same bits',
  { tags: 'slow' },
  async () => {
    expect((await engram(['import', 'dataset', 'mnist'], place)).exitCode).toBe(0);
    const undisturbed = await engram(['run', 'smoke', ...settings, '--json'], place);
    expect(undisturbed.exitCode, undisturbed.stderr).toBe(0);
    const expected = await scoresOf(idOf(undisturbed.stdout));
    await freeTrainedEncoders(place.store);
    expect(await saved()).toEqual([]);

    const id = idOf((await engram(['run', 'smoke', ...settings, '--no-follow', '--json'], place)).stdout);
    const first = new EngramProcess(['worker'], place);
    const state = await until('a training is saved', async () => (await saved())[0]);
    first.kill('SIGKILL');
    await first.ended;

    const second = new EngramProcess(['worker'], elsewhere);
    try {
      await until('the run is done', async () => (await runs.find(place.store, id))?.status === 'SUCCEEDED', {
        timeoutMs: 120_000,
      });
    } finally {
      second.kill('SIGTERM');
      await second.ended;
    }
    const [wentOn] = await logged(elsewhere.home, 'training goes on');
    expect(wentOn).toMatchObject({ index: state.index });
    expect(wentOn!.steps).toBeGreaterThanOrEqual(state.steps);
    expect(await scoresOf(id)).toEqual(expected);
    // Of what was saved under way nothing is left, but on the machine that was killed.
    expect(await saved()).toEqual([]);
    const hashes = (await encoders.list(place.store, id)).map(({ checkpointHash }) => checkpointHash);
    expect(hashes).toHaveLength(2);
    expect((await storedCheckpoints()).map((path) => path.slice(-68, -4)).sort()).toEqual(hashes.toSorted());
    expect(await checkpointsIn(elsewhere.home)).toHaveLength(2);
  },
);
