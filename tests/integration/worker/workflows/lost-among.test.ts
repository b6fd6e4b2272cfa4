import { holdSession, workers, type HeldSession } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  countPeers,
  holdLiveness,
  lostAmong,
  type Liveness,
} from '../../../../worker/src/workflows/liveness/liveness.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';
import { until } from '../../../helpers/processes/engram.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';

const scratch = withScratchStore();
const alive = ['worker-a', 'worker-b'];
const dead = ['worker-c', 'worker-d'];
const sessions: HeldSession[] = [];
const held: Liveness[] = [];

beforeAll(async () => {
  for (const id of alive)
    sessions.push(
      await holdSession(scratch.store.url, {
        applicationName: id,
        beatMs: 60_000,
        prepare: async (session) =>
          void (await session.query('SELECT pg_advisory_lock($1, hashtext($2))', [
            workers.executorFamily,
            id,
          ])),
      }),
    );
  for (const codeVersion of ['now', 'now', 'before'])
    held.push(
      await holdLiveness(scratch.store, {
        ...{ executorId: `worker-${held.length}`, codeVersion, log: () => {}, onReplaced: () => {} },
        ...{ hasLostWork: () => Promise.resolve(false), isStopping: () => false },
      }),
    );
});
afterAll(async () => {
  for (const session of [...sessions, ...held]) await session.release();
});

it('finds the dead among many workers with one statement', async () => {
  const { store } = scratch;
  let lost: string[] = [];
  expect(await countStatements(async () => ({ lost } = await lostAmong(store, [...alive, ...dead])))).toBe(1);
  expect(lost.toSorted()).toEqual(dead);
  expect(await lostAmong(store, [])).toEqual({ lost: [], late: [] });
  await sessions[0]!.release();
  expect((await lostAmong(store, alive)).lost.toSorted()).toEqual(['worker-a']);
});

it('says who is late with a sign of life, and not of those who give one', async () => {
  const { store } = scratch;
  const [, silent] = alive;
  await until('it is late', async () => (await lostAmong(store, [silent!])).late.length > 0);
  // The sessions of a worker give a sign of life every two seconds.
  expect(await lostAmong(store, [silent!, 'worker-0', 'worker-1'])).toEqual({ lost: [], late: [silent] });
});

it('counts as peers those alive of the same code version', async () => {
  expect(await countPeers(scratch.store, 'now')).toBe(2);
  expect(await countPeers(scratch.store, 'before')).toBe(1);
  await held.shift()!.release();
  expect(await countPeers(scratch.store, 'now')).toBe(1);
});
