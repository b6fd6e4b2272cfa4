import type { Store } from '../store.ts';
import { addressOf, databaseOf } from './address-for-people.ts';
import { mapped } from '../statements/map-errors.ts';
import { assertCapacity, connectionCapacity } from './connection-budget.ts';
import { countConnections } from './survey.ts';

/**
 * For a process that was opened for less and is about to work on a run itself.
 * @throws DomainError STORE_UNAVAILABLE when a worker would starve for connections, and its run would stay queued
 */
export async function assertConnectionsForWorker(store: Store): Promise<void> {
  if (store.kind === 'embedded') return;
  await mapped(store.url, async () => {
    const { rows } = await store.pool.query<{ role: string }>('SELECT current_user::text AS role');
    const capacity = connectionCapacity(await countConnections(store.pool), {
      role: rows[0]!.role,
      database: databaseOf(store.url),
      url: store.url,
      own: store.pool.totalCount,
    });
    assertCapacity(capacity, 'worker', addressOf(store.url));
  });
}
