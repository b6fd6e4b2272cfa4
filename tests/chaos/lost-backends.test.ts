import { afterAll, beforeAll, expect, it } from 'vitest';
import { chaosSeed, randomFrom, unleash } from './killer.ts';
import { putLoadOn } from './load.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
const random = randomFrom(chaosSeed());

beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig?.close());

it('backends that are killed at random under load end no process, and the run ends in the same bits', async () => {
  const { program, api } = await rig.startProgram();
  const load = putLoadOn(api, { run: rig.undisturbed.id, home: rig.server.home });
  const id = await rig.queueRun();
  const killer = unleash(rig.server.store.url, {
    random,
    pauseMs: [50, 500],
    cancelled: 0.15,
    crashed: 0.02,
    killBackend: (pid) => rig.server.killBackend(pid),
  });
  await rig.untilEnded(id).finally(() => killer.stop());
  await load.stop();
  console.log('struck', Object.fromEntries(killer.struck), 'answered', Object.fromEntries(load.counts));
  expect(load.wrong).toEqual([]);
  expect(load.counts.get('ok')).toBeGreaterThan(0);
  await rig.expectUndisturbed(id);
  expect(program.child.exitCode, program.stderr).toBeNull();
  expect(await rig.mishaps()).toEqual([]);
});
