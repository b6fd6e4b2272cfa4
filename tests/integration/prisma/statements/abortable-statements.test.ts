import { limitedBy, openStore, type Store } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query } from '../../../../prisma/src/statements/query.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
/** The same database through a pool of its own, which is free when all connections of the other one are taken. */
let watcher: Store;
beforeAll(async () => {
  watcher = await openStore({ home: scratch.store.home, databaseUrl: scratch.store.url, maxConnections: 1 });
});
afterAll(() => watcher?.close());

/** Waits until so many backends of this database are asleep in a statement. */
async function untilSleeping(count: number): Promise<void> {
  const sleeping = async (): Promise<number> => {
    const { rows } = await watcher.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event = 'PgSleep'`,
    );
    return rows[0]!.count;
  };
  await expect.poll(sleeping, { timeout: 60_000 }).toBe(count);
}

it('a statement under way is cancelled in the database, and its connection works on', async () => {
  const giveUp = new AbortController();
  const store = limitedBy(scratch.store, giveUp.signal);
  const { max } = store.pool.options;
  const slow = Promise.allSettled(Array.from({ length: max }, () => query(store, 'SELECT pg_sleep(600)')));
  await untilSleeping(max);
  giveUp.abort();
  for (const outcome of await slow)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'LIMIT_EXCEEDED' } });
  await untilSleeping(0);
  expect(await query(scratch.store, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('leaves the statements of others alone', async () => {
  const [giveUp, end] = [new AbortController(), new AbortController()];
  const others = query(limitedBy(scratch.store, end.signal), 'SELECT pg_sleep(600)');
  const slow = query(limitedBy(scratch.store, giveUp.signal), 'SELECT pg_sleep(600)');
  const outcome = expect(slow).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  const ofOthers = expect(others).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  await untilSleeping(2);
  giveUp.abort();
  await outcome;
  await untilSleeping(1);
  end.abort();
  await ofOthers;
});

it('starts no statement for who has left', async () => {
  await expect(query(limitedBy(scratch.store, AbortSignal.abort()), 'SELECT 1')).rejects.toMatchObject({
    code: 'CANCELLED',
  });
});
