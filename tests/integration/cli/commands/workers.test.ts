import { afterAll, beforeAll, expect, it } from 'vitest';
import { pretendWorker } from '../../../helpers/live-worker.ts';
import { engram } from '../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../helpers/processes/engram-home.ts';

let place: EngramHome;
beforeAll(async () => {
  place = await openHome();
});
afterAll(() => place?.close());

it('lists workers with their speed, and says how to start one where none is alive', async () => {
  const workers = async () => (await engram(['workers'], place)).stdout;
  expect(await workers()).toContain('No worker is alive. Start one with');
  const ended = [
    await pretendWorker(place.store, { viewsPerSecond: 512.5 }),
    await pretendWorker(place.store, { executorId: 'worker-22222222-2222-4333-8444-555555555555' }),
  ];
  const rows = (await workers()).split('\n').map((line) => line.split('│').map((cell) => cell.trim()));
  const head = rows.find((cells) => cells.includes('worker'))!;
  const of = (worker: string, column: string) =>
    rows.find((cells) => cells.includes(worker))![head.indexOf(column)];
  expect([of('11111111', 'views/s'), of('22222222', 'views/s')]).toEqual(['513', '–']);
  expect(of('11111111', 'host')).toBe('thinker');
  for (const worker of ended) await worker.end();
});
