import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../helpers/processes/engram.ts';
import { chaosSeed, randomFrom, unleash } from './killer.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
const random = randomFrom(chaosSeed());

beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig?.close());

it('workers that keep losing the locks by which they live share a run, and publish it once', async () => {
  const workers = [rig.start('worker'), rig.start('worker')];
  await until('both workers are up', async () =>
    workers.every(({ stderr }) => stderr.includes('Worker worker-')),
  );
  const id = await rig.queueRun();
  const killer = unleash(rig.server.store.url, {
    random,
    pauseMs: [300, 1_500],
    // Whoever holds the lock named by a worker: ENGW in ASCII.
    victims: `pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = ${0x454e4757})`,
  });
  await rig.untilEnded(id).finally(() => killer.stop());
  console.log('struck', Object.fromEntries(killer.struck));
  expect(killer.struck.get('terminate')).toBeGreaterThan(0);
  await rig.expectUndisturbed(id);
  for (const worker of workers) expect(worker.child.exitCode, worker.stderr).toBeNull();
  expect(await rig.mishaps()).toEqual([]);
});
