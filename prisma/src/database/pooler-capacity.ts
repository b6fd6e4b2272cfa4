import { clientConfigOf } from './client-config.ts';
import type { ConnectionCapacity } from './connection-budget.ts';
import { endSession, openSessionWith } from '../connections/sessions.ts';
import type { GuardedClient } from '../connections/guarded-client.ts';

const patienceMs = 3_000;

/**
 * What a pooler in session mode leaves of `capacity`. It takes more clients than it has connections to the server, and lets them
 * wait without a word: only trying tells how many it serves at once. Takes 3 s when those are fewer than `wanted`.
 * @param own connections of this process that the pooler serves already
 * @param wanted connections that this process would use; more are not tried
 */
export async function pooledCapacity(
  capacity: ConnectionCapacity,
  { url, own, wanted }: { url: string; own: number; wanted: number },
): Promise<ConnectionCapacity> {
  const tried = Math.min(wanted, capacity.free) - own;
  const served = await servedAtOnce(url, Math.max(0, tried));
  if (served >= tried) return capacity;
  return {
    free: own + served,
    limit:
      'The connection pooler there serves no more at once: raise its pool for this role and database (default_pool_size of PgBouncer), or name the PostgreSQL server itself',
  };
}

/** How many of `count` sessions, all open at the same time, are answered. */
async function servedAtOnce(url: string, count: number): Promise<number> {
  const sessions: GuardedClient[] = [];
  const open = async (): Promise<void> => {
    const session = await openSessionWith({ ...clientConfigOf(url), query_timeout: patienceMs });
    sessions.push(session);
    await session.query('SELECT 1');
  };
  const outcomes = await Promise.allSettled(Array.from({ length: count }, open));
  await Promise.all(sessions.map(endSession));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}
