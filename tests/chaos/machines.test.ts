/** Workers on machines of their own: another address, another disk, and nothing but the address of the database. */
import { readdir } from 'node:fs/promises';
import { encoders, openStore, runs, type Store } from '@engram/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasMachines, openNetwork, type Machine, type Network } from '../helpers/machines.ts';
import { startPostgres, type PostgresServer } from '../helpers/postgres/postgres-server.ts';
import { engram, EngramProcess, until, workerIsUp } from '../helpers/processes/engram.ts';
import { freeTrainedEncoders, noteTrainings, trainedCount } from '../helpers/train-again.ts';

const encoderCount = 6;
const settings = ['--set', 'datapoints=100', '--set', 'encoders=6', '--set', 'epochs=40', '--set', 'seed=11'];
const patience = { timeoutMs: 200_000 };

describe.skipIf(!hasMachines)('three machines', () => {
  let network: Network;
  let server: PostgresServer;
  let store: Store;
  let machines: Machine[];
  let undisturbed: unknown;
  const started: EngramProcess[] = [];

  const env = () => ({
    DATABASE_URL: server.url({ host: network.hub, user: 'engram', database: 'engram' }),
    ENGRAM_THREADS: '1',
  });
  const start = (machine: Machine, ...args: string[]): EngramProcess => {
    const process = new EngramProcess(args, { ...machine, env: env(), timeoutMs: 290_000 });
    started.push(process);
    return process;
  };
  const done = async (machine: Machine, ...args: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await engram(args, { ...machine, env: env() });
    expect(exitCode, stderr).toBe(0);
    return stdout;
  };
  const idOf = (stdout: string): string => (JSON.parse(stdout) as { id: string }).id;
  const scoresOf = async (id: string): Promise<unknown> =>
    JSON.parse(await done(machines[0]!, 'scores', id, '--format', 'json'));
  const succeeded = (id: string) =>
    until('the run ends', async () => (await runs.find(store, id))?.status === 'SUCCEEDED', patience);
  /** A run whose encoders are all trained anew. */
  const queue = async (): Promise<string> => {
    await freeTrainedEncoders(store);
    // Or what they keep would be there already.
    await store.pool.query(`DELETE FROM artifact WHERE path LIKE 'checkpoints/%'`);
    return idOf(await done(machines[0]!, 'run', 'smoke', ...settings, '--no-follow', '--json'));
  };
  const workers = async (...on: Machine[]): Promise<EngramProcess[]> => {
    const all = on.map((machine) => start(machine, 'worker'));
    for (const worker of all) await workerIsUp(worker, patience);
    return all;
  };

  beforeAll(async () => {
    network = openNetwork();
    server = await startPostgres({ settings: { max_connections: '200' } });
    await server.sql(
      `CREATE ROLE engram LOGIN PASSWORD 'secret' CREATEDB;\nCREATE DATABASE engram OWNER engram`,
    );
    machines = await Promise.all([1, 2, 3].map(() => network.machine()));
    await done(machines[0]!, 'import', 'dataset', 'mnist');
    undisturbed = await scoresOf(idOf(await done(machines[0]!, 'run', 'smoke', ...settings, '--json')));
    store = await openStore({ home: machines[0]!.home, databaseUrl: env().DATABASE_URL });
  });
  afterEach(async () => {
    for (const machine of machines) machine.cable('up');
    for (const process of started.splice(0)) {
      process.kill('SIGCONT');
      process.kill('SIGKILL');
      await process.ended;
    }
  });
  afterAll(async () => {
    await store?.close();
    await server?.stop();
    await network?.close();
  });

  it('share the encoders of a run, each with copies of what it used', async () => {
    await workers(...machines);
    const listed = JSON.parse(await done(machines[0]!, 'workers', '--json')) as {
      address: string;
      jobs: unknown[];
    }[];
    expect(listed.map(({ address }) => address).sort()).toEqual(machines.map(({ address }) => address));
    const noted = await noteTrainings(store);
    const id = await queue();
    await succeeded(id);
    expect(await scoresOf(id)).toEqual(undisturbed);
    expect((await noted.ended()).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { home } of machines.slice(1)) {
      const files = await readdir(home, { recursive: true });
      expect(files.some((name) => name.endsWith('pixels.u8'))).toBe(true);
      expect(files.some((name) => name.endsWith('.bin'))).toBe(true);
    }
  });

  describe.each(['down', 'mute', 'deaf'] as const)('a cable that is %s in mid-training', (state) => {
    it('costs a minute at most, and what its worker sends afterwards is refused', async () => {
      const [cut] = await workers(machines[1]!);
      const id = await queue();
      await until('an encoder is stored', async () => (await trainedCount(store, id)) >= 1, patience);
      expect(await trainedCount(store, id)).toBeLessThan(encoderCount);
      machines[1]!.cable(state);
      await workers(machines[2]!);
      const before = await trainedCount(store, id);
      await until('another worker goes on', async () => (await trainedCount(store, id)) > before, {
        timeoutMs: 60_000,
      });
      await succeeded(id);
      expect(await scoresOf(id)).toEqual(undisturbed);
      const written = async () =>
        (await store.pool.query('SELECT index, xmin::text FROM encoder ORDER BY ensemble_id, index')).rows;
      const stored = await written();
      machines[1]!.cable('up');
      await until('it notices', async () => cut!.stderr.includes('Another worker took over'), patience);
      expect(await written()).toEqual(stored);
      expect(await encoders.count(store, id)).toBe(encoderCount);
      expect(cut!.child.exitCode).toBeNull();
    });
  });
});
