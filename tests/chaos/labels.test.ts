/** Runs that ask for a label, and workers that have it or not. */
import { runs, workers } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram, until, workerIsUp } from '../helpers/processes/engram.ts';
import { openOwnServer, type OwnServer } from '../helpers/postgres/own-server.ts';
import { trainedCount } from '../helpers/train-again.ts';
import { Commands } from './commands.ts';
import { tiny } from './rig.ts';

const patience = { timeoutMs: 200_000 };

let server: OwnServer;
let commands: Commands;

beforeAll(async () => {
  server = await openOwnServer({ maxConnections: 3 });
  commands = new Commands({ home: server.home, timeoutMs: 400_000 }, tiny);
});
afterAll(async () => {
  await commands?.kill();
  await server?.close();
});

const queue = (seed: number, ...more: string[]): Promise<string> =>
  commands.run('--set', `seed=${seed}`, '--no-follow', ...more);
const startWorker = (labels: string): Promise<true> =>
  workerIsUp(commands.start(['worker'], { env: { ENGRAM_LABELS: labels } }), patience);
const statusOf = async (id: string) => (await runs.find(server.store, id))!.status;
const ends = (id: string) =>
  until('the run ends', async () => (await statusOf(id)) === 'SUCCEEDED', patience);

it('a run that needs a label waits for a worker that has it, and keeps nobody else waiting', async () => {
  await commands.done('import', 'dataset', 'mnist');
  const refused = await engram(['run', 'smoke', '--needs', 'No Label', '--no-follow'], server);
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
