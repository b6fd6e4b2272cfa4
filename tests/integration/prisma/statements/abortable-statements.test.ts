import { setTimeout } from 'node:timers/promises';
import { limitedBy } from '@engram/store';
import { expect, it } from 'vitest';
import { query } from '../../../../prisma/src/statements/query.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();

/** Backends of this database that are asleep in a statement. */
async function sleeping(): Promise<number> {
  const { rows } = await scratch.store.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event = 'PgSleep'`,
  );
  return rows[0]!.count;
}

async function until(count: number): Promise<void> {
  for (let left = 100; left > 0 && (await sleeping()) !== count; left--) await setTimeout(50);
  expect(await sleeping()).toBe(count);
}

it('a statement under way is cancelled in the database, and its connection works on', async () => {
  const giveUp = new AbortController();
  const store = limitedBy(scratch.store, giveUp.signal);
  const slow = Promise.allSettled(
    Array.from({ length: store.pool.options.max }, () => query(store, 'SELECT pg_sleep(60)')),
  );
  // All connections of the pool are taken: they are watched from outside.
  await setTimeout(500);
  giveUp.abort();
  for (const outcome of await slow)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'LIMIT_EXCEEDED' } });
  await until(0);
  expect(await query(scratch.store, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('leaves the statements of others alone', async () => {
  const giveUp = new AbortController();
  const others = query(scratch.store, 'SELECT pg_sleep(2)');
  const slow = query(limitedBy(scratch.store, giveUp.signal), 'SELECT pg_sleep(60)');
  const outcome = expect(slow).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  await until(2);
  giveUp.abort();
  await outcome;
  expect(await others).toHaveLength(1);
});

it('starts no statement for who has left', async () => {
  await expect(query(limitedBy(scratch.store, AbortSignal.abort()), 'SELECT 1')).rejects.toMatchObject({
    code: 'CANCELLED',
  });
});
