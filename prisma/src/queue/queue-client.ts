import type { DBOSClient } from '@dbos-inc/dbos-sdk';
import { mapped } from '../statements/map-errors.ts';
import type { Store } from '../store.ts';
import { applicationName, migrate, openSystemPool, silentLogger, systemSettings } from './system-database.ts';

/** DBOS tries again for ever while the database is away; whoever asks us is told so after this time. */
const patienceMs = 10_000;

/**
 * Runs `use` with a client of the queue.
 * @throws DomainError STORE_UNAVAILABLE when the database is away for longer
 */
export async function withQueueClient<T>(store: Store, use: (client: DBOSClient) => Promise<T>): Promise<T> {
  const { DBOSClient } = await import('@dbos-inc/dbos-sdk');
  const { runWithAbortableDbRetries } = await import('@dbos-inc/dbos-sdk/internal/context');
  await migrate(store);
  return mapped(store.systemUrl, async () => {
    const pool = openSystemPool(store, { maxConnections: 2, applicationName: 'engram queue' });
    try {
      const client = await DBOSClient.create({
        ...systemSettings(store, pool),
        applicationName,
        logger: silentLogger,
      });
      return await runWithAbortableDbRetries(AbortSignal.timeout(patienceMs), () =>
        use(client).finally(() => client.destroy()),
      );
    } finally {
      await pool.end();
    }
  });
}
