/** Workers on machines of their own: another address, another disk, and nothing but the address of the database. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { encoders, openStore, runs, workers as workerRows, type Store } from '@engram/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withSession } from '../../prisma/src/connections/sessions.ts';
import { hasMachines, openNetwork, type Machine, type Network } from '../helpers/machines.ts';
import { startPostgres, type PostgresServer } from '../helpers/postgres/postgres-server.ts';
import { engram, EngramProcess, until, workerIsUp } from '../helpers/processes/engram.ts';
import { freeTrainedEncoders, noteTrainings, trainedCount } from '../helpers/train-again.ts';
import { artifactsOf, writtenOf } from './written.ts';

const encoderCount = 6;
const settings = ['--set', 'datapoints=100', '--set', 'encoders=6', '--set', 'epochs=40', '--set', 'seed=11'];
const patience = { timeoutMs: 200_000 };
/** What the loss of a worker may cost. */
const takeoverMs = 60_000;

describe.skipIf(!hasMachines)('three machines', () => {
  let network: Network;
  let server: PostgresServer;
  let store: Store;
  let machines: Machine[];
  let undisturbed: unknown;
  let api: EngramProcess;
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

  /** Kinds of what a worker has claimed and not ended, as the queue has it. */
  const claimedBy = (executorId: string): Promise<string[]> =>
    withSession(store.systemUrl, async (session) => {
      const { rows } = await session.query<{ name: string }>(
        `SELECT name FROM "${store.queueSchema}".workflow_status WHERE status = 'PENDING' AND executor_id = $1`,
        [executorId],
      );
      return rows.map(({ name }) => name);
    });
  const workerOn = async ({ address }: Machine): Promise<string> =>
    (await workerRows.live(store)).find((worker) => worker.address === address)!.executorId;
  /** Asks the API on a machine, which has no other reader there. */
  const askApi = async ({ through }: Machine, query: string): Promise<unknown> => {
    const body = JSON.stringify({ query });
    const program = `fetch('http://127.0.0.1:4000/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)}, signal: AbortSignal.timeout(10000) }).then((answer) => answer.text()).then(console.log)`;
    const [command, ...args] = [...through, process.execPath, '-e', program];
    const { stdout } = await promisify(execFile)(command!, args);
    return (JSON.parse(stdout) as { data: unknown }).data;
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
    api = new EngramProcess(['serve'], { ...machines[0]!, env: env(), timeoutMs: 1_800_000 });
    // Its first start builds the dashboard.
    await until('the API serves', async () => /API\s+http/.test(api.stdout), { timeoutMs: 600_000 });
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
    api?.kill('SIGKILL');
    await api?.ended;
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
      const [cut] = await workers(machines[1]!, machines[2]!);
      const lost = await workerOn(machines[1]!);
      const id = await queue();
      const isInMidTraining = async () =>
        (await trainedCount(store, id)) >= 1 && (await claimedBy(lost)).includes('trainEncoder');
      await until('an encoder is stored, and it trains another', isInMidTraining, patience);
      expect(await trainedCount(store, id)).toBeLessThan(encoderCount);

      machines[1]!.cable(state);
      const cutAtMs = performance.now();
      const asked = await askApi(machines[0]!, '{ runs(first: 1) { nodes { status } } }');
      expect(asked).toEqual({ runs: { nodes: [{ status: 'RUNNING' }] } });
      const stored = await trainedCount(store, id);
      const isTakenOver = async () =>
        (await claimedBy(lost)).length === 0 && (await trainedCount(store, id)) > stored;
      await until('nothing is left to it, and others go on', isTakenOver, {
        timeoutMs: takeoverMs - (performance.now() - cutAtMs),
      });
      console.log(`${state}: taken over after ${Math.round((performance.now() - cutAtMs) / 1000)} s`);
      await succeeded(id);
      expect(await scoresOf(id)).toEqual(undisturbed);

      const written = async () => [await writtenOf(store, id), await artifactsOf(store)];
      const before = await written();
      machines[1]!.cable('up');
      const { address } = machines[1]!;
      const isBack = async () => (await workerRows.live(store)).some((worker) => worker.address === address);
      // Under another name, unless all that was taken from it had ended here before it asked.
      await until('it is back', isBack, patience);
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      expect(await written()).toEqual(before);
      expect(await encoders.count(store, id)).toBe(encoderCount);
      expect(cut!.child.exitCode).toBeNull();
    });
  });
});
