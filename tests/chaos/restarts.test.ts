import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../helpers/processes/engram.ts';
import { chaosSeed, randomFrom } from './killer.ts';
import { putLoadOn } from './load.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
const random = randomFrom(chaosSeed());

beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig?.close());

it('PostgreSQL that is stopped at once and started again under load costs answers, but no process and no bit', async () => {
  const { program, api } = await rig.startProgram();
  const load = putLoadOn(api, { run: rig.undisturbed.id, home: rig.server.home });
  const id = await rig.queueRun();
  const isHealthy = async (): Promise<boolean> => (await fetch(`${api}/health`)).ok;
  for (const stop of [rig.server.stopServer, rig.server.killServer, rig.server.stopServer]) {
    await sleep(2_000 + random() * 3_000);
    stop();
    // Whoever holds the store open starts the server again, and the API recovers by itself.
    await until('the API is healthy again', isHealthy, { timeoutMs: 60_000, intervalMs: 100 });
  }
  await rig.untilEnded(id);
  await load.stop();
  console.log('answered', Object.fromEntries(load.counts));
  expect(load.wrong).toEqual([]);
  expect(load.counts.get('STORE_UNAVAILABLE')).toBeGreaterThan(0);
  await rig.expectUndisturbed(id);
  expect(program.child.exitCode, program.stderr).toBeNull();
  expect(await rig.mishaps()).toEqual([]);
});
