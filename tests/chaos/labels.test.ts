/** Runs that ask for a label, and workers that have it or not. */
import { runs, workers } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram, EngramProcess, until, workerIsUp } from '../helpers/processes/engram.ts';
import { openOwnServer, type OwnServer } from '../helpers/postgres/own-server.ts';
import { trainedCount } from '../helpers/train-again.ts';
import { tiny } from './rig.ts';

const patience = { timeoutMs: 200_000 };
const settings = [...tiny, '--no-follow', '--json'];

let server: OwnServer;
const started: EngramProcess[] = [];

beforeAll(async () => {
  server = await openOwnServer({ maxConnections: 3 });
});
afterAll(async () => {
  for (const process of started) {
    process.kill('SIGKILL');
    await process.ended;
  }
  await server?.close();
});

const done = async (...args: string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await engram(args, { home: server.home });
  expect(exitCode, stderr).toBe(0);
  return stdout;
};
const queue = async (seed: number, ...more: string[]): Promise<string> =>
  (JSON.parse(await done('run', 'smoke', ...settings, '--set', `seed=${seed}`, ...more)) as { id: string })
    .id;
const startWorker = async (labels: string): Promise<EngramProcess> => {
  const worker = new EngramProcess(['worker'], {
    home: server.home,
    env: { ENGRAM_LABELS: labels },
    timeoutMs: 400_000,
  });
  started.push(worker);
  await workerIsUp(worker, patience);
  return worker;
};
const statusOf = async (id: string) => (await runs.find(server.store, id))!.status;
const ends = (id: string) =>
  until('the run ends', async () => (await statusOf(id)) === 'SUCCEEDED', patience);

it('a run that needs a label waits for a worker that has it, and keeps nobody else waiting', async () => {
  await done('import', 'dataset', 'mnist');
  const refused = await engram(['run', 'smoke', ...settings, '--needs', 'No Label'], { home: server.home });
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stderr).toContain("A run cannot need 'No Label'");
  const special = await queue(1, '--needs', 'microscope');
  const onProcessor = await queue(2, '--needs', 'cpu');
  const anywhere = await queue(3);
  await startWorker('');
  const [plain] = await workers.live(server.store);
  expect(plain!.labels).toContain('cpu');
  await ends(anywhere);
  await ends(onProcessor);
  expect(await statusOf(special)).toBe('QUEUED');
  expect(await trainedCount(server.store, special)).toBe(0);
  await startWorker('microscope, bench-2');
  await ends(special);
  expect((await workers.live(server.store)).at(-1)!.labels).toEqual(
    expect.arrayContaining(['microscope', 'bench-2']),
  );
});
