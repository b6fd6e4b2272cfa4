/** PostgreSQL fails over: its standby is promoted and takes the address that everybody knows. */
import { openStore, runs, type Store } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMachines, openNetwork, type Network } from '../helpers/machines.ts';
import { hasPostgres } from '../helpers/postgres/postgres-server.ts';
import { startReplicated, type ReplicatedServer } from '../helpers/postgres/standby.ts';
import { until, workerIsUp } from '../helpers/processes/engram.ts';
import { freeTrainedEncoders, trainedCount } from '../helpers/train-again.ts';
import { Commands } from './commands.ts';

const settings = ['datapoints=100', 'encoders=6', 'epochs=40', 'seed=11'];
const patience = { timeoutMs: 200_000, intervalMs: 200 };

describe.skipIf(!hasMachines || !hasPostgres)('PostgreSQL that moves to another machine', () => {
  let network: Network;
  let server: ReplicatedServer;
  let store: Store;
  let commands: Commands;
  const trained = (id: string) => trainedCount(store, id).catch(() => 0);

  beforeAll(async () => {
    network = openNetwork();
    const [primary, standby, other] = await Promise.all([1, 2, 3].map(() => network.machine()));
    server = await startReplicated(primary!, standby!, network.hub.replace(/\.1$/, '.200'));
    server.sql('CREATE ROLE engram LOGIN CREATEDB');
    server.sql('CREATE DATABASE engram OWNER engram');
    const env = { DATABASE_URL: server.url('engram'), ENGRAM_THREADS: '1' };
    commands = new Commands({ ...other!, env, timeoutMs: 400_000 }, settings);
  });
  afterAll(async () => {
    await commands?.kill();
    await store?.close();
    server?.stop();
    await network?.close();
  });

  it('costs a pause: a run that was being trained ends with the scores of an undisturbed one', async () => {
    await commands.done('import', 'dataset', 'mnist');
    const undisturbed = await commands.scoresOf(await commands.run());
    store = await openStore({ home: commands.place.home, databaseUrl: server.url('engram') });
    await freeTrainedEncoders(store);
    await store.pool.query(`DELETE FROM artifact WHERE path LIKE 'checkpoints/%'`);
    const worker = commands.start(['worker']);
    await workerIsUp(worker, patience);
    const id = await commands.run('--no-follow');
    await until('an encoder is stored', async () => (await trained(id)) >= 1, patience);
    expect(await trained(id)).toBeLessThan(6);
    const movedAt = performance.now();
    await server.failOver();
    const before = await until('the store answers again', async () => trained(id), patience);
    await until('training goes on', async () => (await trained(id)) > before, patience);
    console.log(`went on after ${Math.round((performance.now() - movedAt) / 1000)} s`);
    await until('the run ends', async () => (await runs.find(store, id).catch(() => null))?.status === 'SUCCEEDED', patience); // prettier-ignore
    expect(await commands.scoresOf(id)).toEqual(undisturbed);
    expect(worker.child.exitCode).toBeNull();
  });
});
