import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../helpers/engram.ts';
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
  const program = rig.start('start', '--no-demo', '--json');
  const api = await until(
    'the API is up',
    async () => /"api": ?"(http:[^"]*)\/graphql"/.exec(program.stdout)?.[1],
  );
  const load = putLoadOn(api, { run: rig.undisturbed.id, home: rig.server.home });
  const id = await rig.queueRun();
  const killer = unleash(rig.server.store.url, {
    ...{ random, pauseMs: [50, 500] as [number, number], cancelled: 0.15, crashed: 0.02 },
    killBackend: (pid) => rig.server.killBackend(pid),
  });
  const outcome = await until(
    'the run is beyond its middle',
    async () =>
      rig.server.store.pool
        .query<{ done: boolean }>(
          "SELECT status NOT IN ('QUEUED', 'RUNNING') AS done FROM run WHERE id = $1",
          [id],
        )
        .then(
          ({ rows }) => rows[0]?.done,
          () => false,
        ),
    { timeoutMs: 240_000, intervalMs: 200 },
  ).finally(() => killer.stop());
  expect(outcome).toBe(true);
  await load.stop();
  console.log('struck', Object.fromEntries(killer.struck), 'answered', Object.fromEntries(load.counts));
  expect(load.wrong).toEqual([]);
  expect(load.counts.get('ok')).toBeGreaterThan(0);
  await rig.expectUndisturbed(id);
  expect(program.child.exitCode, program.stderr).toBeNull();
  const log = await readFile(join(rig.server.home, 'logs', 'engram.log'), 'utf8').catch(() => '');
  expect(
    log.split('\n').filter((line) => /"event":"(unexpected error|run failed|encoder failed)"/.test(line)),
  ).toEqual([]);
});
