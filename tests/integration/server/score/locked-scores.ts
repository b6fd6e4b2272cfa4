import type { Store } from '@engram/store';
import { expect } from 'vitest';
import { lockTable } from '../../../helpers/postgres/locked-table.ts';

/** Waits until so many statements wait for a lock in the store. */
export async function untilWaiting(store: Store, count: number): Promise<void> {
  const waiting = async (): Promise<number> => {
    const { rows } = await store.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]!.count;
  };
  await expect.poll(waiting, { timeout: 60_000 }).toBe(count);
}

/** Scores cannot be read while `action` runs. */
export async function withScoresLocked(store: Store, action: () => Promise<void>): Promise<void> {
  const lock = await lockTable(store.url, 'score');
  try {
    await action();
  } finally {
    await lock.free();
  }
}
