import { addressOf, databaseOf } from './address-for-people.ts';
import { mapOpenError } from '../statements/map-errors.ts';
import { assertNoTransactionPooler, isPooled } from './assert-no-pooler.ts';
import { assertServer } from './assert-server.ts';
import {
  assertCapacity,
  budgetOf,
  connectionCapacity,
  connectionsOf,
  type ConnectionBudget,
  type Purpose,
} from './connection-budget.ts';
import { parseAddress } from './database-address.ts';
import { openServer } from './open-server.ts';
import { pooledCapacity } from './pooler-capacity.ts';
import type { QueuePlace } from '../queue/queue-place.ts';
import { resolveQueuePlace } from '../queue/resolve-queue-place.ts';
import { resolveStoreSchema } from './store-schema.ts';
import { surveyServer } from './survey.ts';

/** A server that was looked at, and where on it everything lies. */
export interface StoreServer {
  url: string;
  schema: string;
  /** Whether a connection pooler stands before it. */
  isPooled: boolean;
  budget: ConnectionBudget;
  /** Finds or makes the place of the queue: after the migrations, so that a rejected start leaves none behind. */
  openQueue(): Promise<QueuePlace>;
  release(): Promise<void>;
}

/**
 * Looks at a team's server before anything is changed there.
 * @throws DomainError with the one thing that is missing and how to get it
 */
export async function openExternalServer(
  databaseUrl: string,
  o: { applicationName?: string; purpose?: Purpose },
): Promise<StoreServer> {
  const { url, client } = await openServer(databaseUrl, o.applicationName ?? 'engram');
  const address = addressOf(url);
  const release = async (): Promise<void> => {
    await client.end().catch(() => undefined);
  };
  try {
    const survey = await surveyServer(client);
    assertServer(survey, address);
    const pooled = isPooled(client, survey.backend);
    if (pooled) await assertNoTransactionPooler(client, { url, address });
    const { purpose = 'command' } = o;
    const own = 1;
    const atServer = connectionCapacity(survey.connections, {
      role: survey.role,
      database: databaseOf(url),
      url,
      own,
    });
    const capacity = pooled
      ? await pooledCapacity(atServer, { url, own, wanted: connectionsOf(purpose) })
      : atServer;
    assertCapacity(capacity, purpose, address);
    const wanted = parseAddress(url).parameters.get('schema') || undefined;
    const schema = await resolveStoreSchema(client, survey, { wanted, address });
    const openQueue = async (): Promise<QueuePlace> => {
      try {
        return await resolveQueuePlace(client, survey, { url, schema });
      } catch (error) {
        throw mapOpenError(error, url);
      } finally {
        await release();
      }
    };
    return { url, schema, isPooled: pooled, budget: budgetOf(capacity), openQueue, release };
  } catch (error) {
    await release();
    throw mapOpenError(error, url);
  }
}
