import { setTimeout as sleep } from 'node:timers/promises';
import { encoders, runs } from '@engram/store';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openProxy, type CuttableProxy } from '../../helpers/postgres/cuttable-proxy.ts';
import { engram, EngramProcess, until, workerIsUp } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

const settings = ['--set', 'datapoints=60', '--set', 'encoders=4', '--set', 'epochs=8'];
const outageMs = 6_000;

let place: EngramHome;
let proxy: CuttableProxy;
const started: EngramProcess[] = [];

beforeAll(async () => {
  place = await openHome();
  expect((await engram(['import', 'dataset', 'mnist'], place)).exitCode).toBe(0);
});
beforeEach(async () => {
  proxy = await openProxy(place.store.url);
});
afterEach(async () => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
  await proxy.close();
});
afterAll(() => place?.close());

function start(...args: string[]): EngramProcess {
  const process = new EngramProcess(args, { ...place, env: { DATABASE_URL: proxy.url }, timeoutMs: 250_000 });
  started.push(process);
  return process;
}

const midTraining = (id: string) =>
  until('the run is in mid-training', async () => (await encoders.count(place.store, id)) >= 1, {
    timeoutMs: 120_000,
  });

it('a network that is cut for seconds is waited for by a run and by who follows it', async () => {
  const following = start('run', 'smoke', ...settings, '--json');
  const id = await until(
    'the run is announced',
    async () => /Run ([0-9a-f-]{36})/.exec(following.stderr)?.[1],
  );
  await midTraining(id);
  await proxy.cut();
  await sleep(outageMs);
  expect(following.child.exitCode, following.stderr).toBeNull();
  await proxy.restore();
  const { exitCode, stderr } = await following.ended;
  expect(stderr).toContain('Waiting for it');
  expect(exitCode, stderr).toBe(0);
  expect(await runs.find(place.store, id)).toMatchObject({ status: 'SUCCEEDED', error: null });
});

it(
  'encoders whose claim was committed and never answered are trained all the same',
  { tags: 'slow' },
  async () => {
    const following = start('run', 'smoke', ...settings, '--json');
    const id = await until(
      'the run is announced',
      async () => /Run ([0-9a-f-]{36})/.exec(following.stderr)?.[1],
    );
    await midTraining(id);
    // The statement by which DBOS claims what is queued.
    await proxy.loseCommitOf('owner_xid = $8');
    const { exitCode, stderr } = await following.ended;
    expect(exitCode, stderr).toBe(0);
    expect(await encoders.count(place.store, id)).toBe(4);
  },
);

it('a worker ends when it is told to, also while the database is away', { tags: 'slow' }, async () => {
  const worker = start('worker');
  await workerIsUp(worker);
  const { stdout } = await engram(['run', 'smoke', ...settings, '--no-follow', '--json'], place);
  const { id } = JSON.parse(stdout) as { id: string };
  await midTraining(id);
  await proxy.cut();
  await sleep(1_000);
  worker.kill('SIGTERM');
  const { exitCode, signal, stderr } = await worker.ended;
  expect({ exitCode, signal }, stderr).toEqual({ exitCode: 0, signal: null });
  await proxy.restore();
  expect((await engram(['resume', id], { ...place, timeoutMs: 200_000 })).exitCode).toBe(0);
});
