import { holdSession, workers, type HeldSession } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lostAmong } from '../../../../worker/src/workflows/liveness/liveness.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';

const scratch = withScratchStore();
const alive = ['worker-a', 'worker-b'];
const dead = ['worker-c', 'worker-d'];
const sessions: HeldSession[] = [];

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
});
afterAll(async () => {
  for (const session of sessions) await session.release();
});

it('finds the dead among many workers with one statement, and counts the living', async () => {
  const { store } = scratch;
  let lost: string[] = [];
  expect(await countStatements(async () => (lost = await lostAmong(store, [...alive, ...dead])))).toBe(1);
  expect(lost.toSorted()).toEqual(dead);
  expect(await lostAmong(store, [])).toEqual([]);
  expect(await workers.count(store)).toBe(2);
  await sessions[0]!.release();
  expect((await lostAmong(store, alive)).toSorted()).toEqual(['worker-a']);
  expect(await workers.count(store)).toBe(1);
});
