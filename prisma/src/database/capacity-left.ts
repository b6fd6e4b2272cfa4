import type { Store } from '../store.ts';
import { mapped } from '../statements/map-errors.ts';
import { addressOf, databaseOf } from './address-for-people.ts';
import {
  assertCapacity,
  connectionCapacity,
  leastConnections,
  type ConnectionCapacity,
} from './connection-budget.ts';
import { pooledCapacity } from './pooler-capacity.ts';
import { countConnections } from './survey.ts';

/**
 * How many connections this process may have now, those that its pool holds included, by the limits of role, database, server,
 * address and pooler.
 * @param wanted what it would use; behind a pooler no more are tried
 */
export async function capacityLeft(
  { pool, url, isPooled }: Store,
  { role, wanted }: { role: string; wanted: number },
): Promise<ConnectionCapacity> {
  const own = pool.totalCount;
  const capacity = connectionCapacity(await countConnections(pool), {
    role,
    database: databaseOf(url),
    url,
    own,
  });
  return isPooled ? pooledCapacity(capacity, { url, own, wanted }) : capacity;
}

/**
 * For a process that was opened for less and is about to work on a run itself.
 * @throws DomainError STORE_UNAVAILABLE when a worker would starve for connections, and its run would stay queued
 */
export async function assertConnectionsForWorker(store: Store): Promise<void> {
  if (store.kind === 'embedded') return;
  await mapped(store.url, async () => {
    const { rows } = await store.pool.query<{ role: string }>('SELECT current_user::text AS role');
    const capacity = await capacityLeft(store, {
      role: rows[0]!.role,
      wanted: leastConnections.worker,
    });
    assertCapacity(capacity, 'worker', addressOf(store.url));
  });
}
