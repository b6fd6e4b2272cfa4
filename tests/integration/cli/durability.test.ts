import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { encoders, queue, runs, scores } from '@engram/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engram, EngramProcess, until, workerIsUp } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { descendantsOf, isAlive } from '../../helpers/processes/process-tree.ts';
import { eventsOf } from '../../helpers/processes/log-events.ts';
import { noteTrainings, freeTrainedEncoders, trainedCount } from '../../helpers/train-again.ts';

/** Long enough that a worker can be hit in the middle of it, short enough for a test. */
const settings = ['--set', 'datapoints=100', '--set', 'encoders=6', '--set', 'epochs=12', '--set', 'seed=11'];
const encoderCount = 6;
const allEncoders = Array.from({ length: encoderCount }, (_, index) => index);

let place: EngramHome;
const started: EngramProcess[] = [];
let undisturbed: unknown[];
let undisturbedPairs: unknown[];

const start = (...args: string[]): EngramProcess => {
  const process = new EngramProcess(args, place);
  started.push(process);
  return process;
};
const run = async (...args: string[]) => {
  const outcome = await engram(args, place);
  expect(outcome.stderr + outcome.stdout).not.toContain('unexpected');
  return outcome;
};
const idOf = (stdout: string): string => (JSON.parse(stdout) as { id: string }).id;
const queueRun = async (): Promise<string> =>
  idOf((await run('run', 'smoke', ...settings, '--no-follow', '--json')).stdout);
const scoresOf = async (id: string): Promise<unknown[]> =>
  JSON.parse((await run('scores', id, '--format', 'json')).stdout) as unknown[];
/** All pair distances of a run, bit by bit. */
const pairsOf = async (id: string): Promise<unknown[]> =>
  (
    await place.store.pool.query<Record<string, unknown>>(
      `SELECT index, encode(distances_in, 'hex') AS f, encode(distances_out, 'hex') AS g FROM pair_distance
       WHERE run_id = $1 ORDER BY index`,
      [id],
    )
  ).rows;
/** The id of the run that a process follows. */
const announced = (following: EngramProcess): Promise<string> =>
  until('the run is announced', async () => /Run ([0-9a-f-]{36})/.exec(following.stderr)?.[1]);
const statusIs = (id: string, status: string) =>
  until(`the run is ${status}`, async () => (await runs.find(place.store, id))?.status === status, {
    timeoutMs: 120_000,
  });

/** In the middle: some encoders are stored, others are in training. */
const midTraining = (id: string) =>
  until('the run is in mid-training', async () => {
    const measured = await encoders.count(place.store, id);
    return measured >= 1 && (await trainedCount(place.store, id)) < encoderCount;
  });

/** Lets whoever writes to a table wait in the middle of a transaction until `body` has ended. */
async function whileWritesWait(
  table: string,
  body: (isWaiting: () => Promise<boolean>) => Promise<void>,
): Promise<void> {
  const holder = await place.store.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`LOCK TABLE ${table} IN SHARE MODE`);
    await body(async () => {
      const { rowCount } = await place.store.pool.query(
        'SELECT 1 FROM pg_locks WHERE relation = $1::regclass AND NOT granted',
        [table],
      );
      return rowCount! > 0;
    });
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

async function expectUndisturbed(id: string): Promise<void> {
  expect(await scoresOf(id)).toEqual(undisturbed);
  expect(await pairsOf(id)).toEqual(undisturbedPairs);
  expect(await encoders.count(place.store, id)).toBe(encoderCount);
  const { rows } = await place.store.pool.query<{ rows: string; datapoints: string }>(
    'SELECT count(*) AS rows, count(DISTINCT index) AS datapoints FROM score WHERE run_id = $1',
    [id],
  );
  expect(rows[0]).toEqual({ rows: String(undisturbed.length), datapoints: String(undisturbed.length) });
  // Checkpoints are named by their content: the same weights to the last bit are the same files.
  const folders = await readdir(join(place.home, 'checkpoints'));
  const files = await Promise.all(folders.map((folder) => readdir(join(place.home, 'checkpoints', folder))));
  expect(files.flat().filter((name) => name.endsWith('.bin'))).toHaveLength(encoderCount);
}

beforeAll(async () => {
  place = await openHome();
  expect((await run('import', 'dataset', 'mnist')).exitCode).toBe(0);
  const { stdout, exitCode } = await run('run', 'smoke', ...settings, '--json');
  expect(exitCode).toBe(0);
  undisturbed = await scoresOf(idOf(stdout));
  expect(undisturbed).toHaveLength(100);
  undisturbedPairs = await pairsOf(idOf(stdout));
  expect(undisturbedPairs).toHaveLength(100);
});
beforeEach(() => freeTrainedEncoders(place.store));
afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
});
afterAll(() => place.close());

describe('a durable run', () => {
  it('survives kill -9 of its worker: the next one ends it with the same scores to the last bit', async () => {
    const first = start('worker');
    const id = await queueRun();
    await midTraining(id);
    const trainers = descendantsOf(first.pid);
    expect(trainers.length).toBeGreaterThan(0);
    first.kill('SIGKILL');
    await first.ended;
    await until('the trainers die with their worker', async () => !trainers.some(isAlive), {
      timeoutMs: 10_000,
    });
    expect((await runs.find(place.store, id))?.status).toBe('RUNNING');

    start('worker');
    await statusIs(id, 'SUCCEEDED');
    await expectUndisturbed(id);
  });

  it('passes to a second worker when the first is killed while both live', { tags: 'slow' }, async () => {
    const first = start('worker');
    await workerIsUp(first);
    const id = await queueRun();
    await until('the run began', async () => (await runs.find(place.store, id))?.status === 'RUNNING');
    start('worker');
    await midTraining(id);
    first.kill('SIGKILL');
    await statusIs(id, 'SUCCEEDED');
    await expectUndisturbed(id);
  });

  it(
    'survives kill -9 of its worker in the middle of measuring, and trains nothing for it',
    { tags: 'slow' },
    async () => {
      // Many views, so that measuring takes a while.
      const manyViews = ['run', 'smoke', ...settings, '--set', 'views=128', '--json'];
      const expected = await scoresOf(idOf((await run(...manyViews)).stdout));
      const first = start('worker');
      const id = idOf((await run(...manyViews, '--no-follow')).stdout);
      const trained = await trainedCount(place.store, id);
      const trainings = await noteTrainings(place.store);
      await until('the run is measuring', async () => (await encoders.count(place.store, id)) >= 1);
      first.kill('SIGKILL');
      await first.ended;
      expect(await encoders.count(place.store, id)).toBeLessThan(encoderCount);
      expect((await runs.find(place.store, id))?.status).toBe('RUNNING');

      start('worker');
      await statusIs(id, 'SUCCEEDED');
      expect(await scoresOf(id)).toEqual(expected);
      expect([trained, await trainings.ended()]).toEqual([encoderCount, []]);
    },
  );

  it(
    'survives kill -9 of its worker in the middle of publishing, which leaves nothing behind',
    { tags: 'slow' },
    async () => {
      const first = start('worker');
      const id = await queueRun();
      const written = () => scores.count(place.store, { run: id });
      await whileWritesWait('score', async (isWaiting) => {
        await until('the publication writes scores', isWaiting, { timeoutMs: 120_000 });
        first.kill('SIGKILL');
        await first.ended;
      });
      expect([await written(), (await runs.find(place.store, id))?.status]).toEqual([0, 'RUNNING']);

      start('worker');
      await statusIs(id, 'SUCCEEDED');
      await expectUndisturbed(id);
    },
  );

  it('loses nothing when another run that shares its training is cancelled', { tags: 'slow' }, async () => {
    const trainings = await noteTrainings(place.store);
    // A worker carries out one run at a time.
    await Promise.all([start('worker'), start('worker')].map((worker) => workerIsUp(worker)));
    const [stopped, other] = [start('run', 'smoke', ...settings), start('run', 'smoke', ...settings)];
    const [id, otherId] = await Promise.all([announced(stopped), announced(other)]);
    const isRunning = async (one: string) => (await runs.find(place.store, one))?.status === 'RUNNING';
    await until('both run', async () => (await isRunning(id)) && (await isRunning(otherId)));
    await until('training began', async () => (await trainedCount(place.store, id)) >= 1);
    expect(await trainedCount(place.store, id)).toBeLessThan(encoderCount);
    const before = await trainings.ended();
    await queue.cancelRun(place.store, id);
    expect((await stopped.ended).exitCode).toBe(12);
    expect((await other.ended).exitCode).toBe(0);
    expect((await runs.find(place.store, id))?.status).toBe('CANCELLED');
    await expectUndisturbed(otherId);
    // The other run trains what the cancelled one had not ended, and nothing twice that it had. What was in training at that
    // moment may be ended by both: the bits are the same.
    const after = (await trainings.ended()).slice(before.length);
    expect(before.length).toBeGreaterThanOrEqual(1);
    expect(after.filter((encoder) => before.includes(encoder))).toEqual([]);
    expect(new Set([...before, ...after])).toEqual(new Set(allEncoders));
  });

  it('is left resumable by SIGTERM of its worker', { tags: 'slow' }, async () => {
    const first = start('worker');
    const id = await queueRun();
    await midTraining(id);
    first.kill('SIGTERM');
    expect((await first.ended).exitCode).toBe(0);
    expect((await runs.find(place.store, id))?.status).toBe('RUNNING');
    const resumed = await run('resume', id.slice(0, 8), '--json');
    expect(resumed.exitCode).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ id, status: 'SUCCEEDED' });
    await expectUndisturbed(id);
  });

  it('is left resumable by Ctrl-C, which says how', async () => {
    const following = start('run', 'smoke', ...settings, '--json');
    const id = await announced(following);
    await midTraining(id);
    following.kill('SIGINT');
    const { exitCode, stdout, stderr } = await following.ended;
    expect(exitCode).toBe(130);
    expect(stderr).toContain(`engram resume ${id}`);
    expect(JSON.parse(stdout)).toMatchObject({ id, status: 'RUNNING' });
    expect((await run('resume', id)).exitCode).toBe(0);
    await expectUndisturbed(id);
  });

  it('stops promptly when it is cancelled, and a resume uses its finished encoders', async () => {
    const following = start('run', 'smoke', ...settings, '--json');
    const id = await announced(following);
    await midTraining(id);
    const trainersBefore = descendantsOf(following.pid).length;
    expect(trainersBefore).toBeGreaterThan(0);
    const before = performance.now();
    await queue.cancelRun(place.store, id);
    const outcome = await following.ended;
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(outcome.exitCode).toBe(12);
    expect((await runs.find(place.store, id))?.status).toBe('CANCELLED');
    const kept = await encoders.list(place.store, id);
    expect(kept.length).toBeGreaterThan(0);

    expect((await run('resume', id)).exitCode).toBe(0);
    const after = await encoders.list(place.store, id);
    for (const encoder of kept)
      expect(after.find(({ index }) => index === encoder.index)?.createdAt).toEqual(encoder.createdAt);
    await expectUndisturbed(id);
  });

  it('has its end in the log of its worker when it is cancelled', async () => {
    start('worker');
    const id = await queueRun();
    await midTraining(id);
    await queue.cancelRun(place.store, id);
    // What was nearly done may be logged after it.
    const end = async () => (await eventsOf(place.home, id)).find(({ event }) => event === 'run ended');
    expect(await until('its end is logged', end)).toMatchObject({ status: 'CANCELLED' });
  });

  it('cannot be resumed by another program, and says which one began it', async () => {
    const following = start('run', 'smoke', '--set', 'encoders=200');
    const id = await announced(following);
    expect((await run('cancel', id.slice(0, 13))).stdout).toContain(`engram resume ${id}`);
    await following.ended;
    const refused = await engram(['resume', id], {
      ...place,
      env: { ...place.env, ENGRAM_CODE_VERSION: 'other' },
    });
    expect(refused.exitCode).toBe(6);
    expect(refused.stderr).toMatch(/begun by Engram test, and this is other/);
  });

  it(
    'trains a new ensemble once, also when two processes run it at the same moment',
    { tags: 'slow' },
    async () => {
      const trainings = await noteTrainings(place.store);
      // Each training takes longer than one process may begin after the other.
      const longer = { datapoints: 100, encoders: encoderCount, epochs: 80, seed: 13 };
      const fresh = Object.entries(longer).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
      const both = [start('run', 'smoke', ...fresh), start('run', 'smoke', ...fresh, '--set', 'name=twin')];
      const ids = await Promise.all(both.map(announced));
      expect(await Promise.all(both.map(async (one) => (await one.ended).exitCode))).toEqual([0, 0]);
      const found = await runs.findByIds(place.store, ids);
      expect(new Set(found.map(({ ensembleId }) => ensembleId)).size).toBe(1);
      expect((await trainings.ended()).sort()).toEqual(allEncoders);
      const [mine, twins] = await Promise.all(ids.map(scoresOf));
      expect(mine).toEqual(twins);
      expect(mine).not.toEqual(undisturbed);
    },
  );

  it('fails with step, last finite loss and advice when an encoder diverges, and is not tried again', async () => {
    const { exitCode, stderr } = await engram(['run', 'smoke', '--set', 'learningRate=1e30'], place);
    expect(exitCode).toBe(11);
    expect(stderr).toMatch(/step \d+/);
    expect(stderr).toMatch(/last finite loss/);
    expect(stderr).toMatch(/Lower learningRate/);
    // It would diverge again.
    expect(stderr).not.toMatch(/engram resume/);
  });
});
