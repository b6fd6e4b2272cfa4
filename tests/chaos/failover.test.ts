/** PostgreSQL fails over: its standby is promoted and takes the address that everybody knows. */
import { openStore, runs, type Store } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMachines, openNetwork, type Machine, type Network } from '../helpers/machines.ts';
import { hasPostgres } from '../helpers/postgres/postgres-server.ts';
import { startReplicated, type ReplicatedServer } from '../helpers/postgres/standby.ts';
import { engram, EngramProcess, until, workerIsUp } from '../helpers/processes/engram.ts';
import { freeTrainedEncoders, trainedCount } from '../helpers/train-again.ts';

const settings = ['--set', 'datapoints=100', '--set', 'encoders=6', '--set', 'epochs=40', '--set', 'seed=11'];
const patience = { timeoutMs: 200_000, intervalMs: 200 };

describe.skipIf(!hasMachines || !hasPostgres)('PostgreSQL that moves to another machine', () => {
  let network: Network;
  let server: ReplicatedServer;
  let machine: Machine;
  let store: Store;
  const started: EngramProcess[] = [];
  const env = () => ({ DATABASE_URL: server.url('engram'), ENGRAM_THREADS: '1' });
  const done = async (...args: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await engram(args, { ...machine, env: env() });
    expect(exitCode, stderr).toBe(0);
    return stdout;
  };
  const idOf = (stdout: string): string => (JSON.parse(stdout) as { id: string }).id;
  const scoresOf = async (id: string): Promise<unknown> =>
    JSON.parse(await done('scores', id, '--format', 'json'));
  const trained = (id: string) => trainedCount(store, id).catch(() => 0);

  beforeAll(async () => {
    network = openNetwork();
    const [primary, standby, other] = await Promise.all([1, 2, 3].map(() => network.machine()));
    machine = other!;
    server = await startReplicated(primary!, standby!, network.hub.replace(/\.1$/, '.200'));
    server.sql('CREATE ROLE engram LOGIN CREATEDB');
    server.sql('CREATE DATABASE engram OWNER engram');
  });
  afterAll(async () => {
    for (const process of started) {
      process.kill('SIGKILL');
      await process.ended;
    }
    await store?.close();
    server?.stop();
    await network?.close();
  });

  it('costs a pause: a run that was being trained ends with the scores of an undisturbed one', async () => {
    await done('import', 'dataset', 'mnist');
    const undisturbed = await scoresOf(idOf(await done('run', 'smoke', ...settings, '--json')));
    store = await openStore({ home: machine.home, databaseUrl: env().DATABASE_URL });
    await freeTrainedEncoders(store);
    await store.pool.query(`DELETE FROM artifact WHERE path LIKE 'checkpoints/%'`);
    const worker = new EngramProcess(['worker'], { ...machine, env: env(), timeoutMs: 400_000 });
    started.push(worker);
    await workerIsUp(worker, patience);
    const id = idOf(await done('run', 'smoke', ...settings, '--no-follow', '--json'));
    await until('an encoder is stored', async () => (await trained(id)) >= 1, patience);
    expect(await trained(id)).toBeLessThan(6);
    const movedAt = performance.now();
    await server.failOver();
    const before = await until('the store answers again', async () => trained(id), patience);
    await until('training goes on', async () => (await trained(id)) > before, patience);
    console.log(`went on after ${Math.round((performance.now() - movedAt) / 1000)} s`);
    await until('the run ends', async () => (await runs.find(store, id).catch(() => null))?.status === 'SUCCEEDED', patience); // prettier-ignore
    expect(await scoresOf(id)).toEqual(undisturbed);
    expect(worker.child.exitCode).toBeNull();
  });
});
