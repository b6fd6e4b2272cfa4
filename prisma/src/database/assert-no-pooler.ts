import { DomainError } from '@engram/core';
import type pg from 'pg';
import { clientConfigOf } from './client-config.ts';
import { openSessionWith } from '../connections/sessions.ts';

const patienceMs = 3_000;

/**
 * Whether a pooler stands between: it makes up the process id that a connection is promised when it is opened.
 * @param backend process id of the server process that answers.
 */
export const isPooled = (client: pg.Client, backend: number): boolean =>
  (client as unknown as { processID: number }).processID !== backend;

/**
 * Rejects a pooler that gives each transaction another session: advisory locks, prepared statements and LISTEN live as long as
 * a session. A pooler in session mode passes.
 * @throws DomainError STORE_UNAVAILABLE
 */
export async function assertNoTransactionPooler(
  first: pg.Client,
  o: { url: string; address: string },
): Promise<void> {
  if (!(await sharesSessions(first, o.url))) return;
  throw new DomainError(
    'STORE_UNAVAILABLE',
    `At ${o.address} there is a connection pooler in transaction mode (such as PgBouncer), and Engram needs sessions that last, for ` +
      'locks and prepared statements. Point DATABASE_URL at the PostgreSQL server itself, or at a pool with pool_mode = session.',
  );
}

/** Two connections that are open side by side: with sessions of their own they never meet in one server process. */
async function sharesSessions(first: pg.Client, url: string): Promise<boolean> {
  // A pool in session mode with no second session to give lets it wait: that is no sharing.
  const second = await openSessionWith({ ...clientConfigOf(url), query_timeout: patienceMs });
  try {
    const before = await backendOf(first);
    await second.query('BEGIN');
    const other = await backendOf(second);
    // While the second one holds its process, the first one gets another where processes are lent.
    const after = other === before ? other : await backendOf(first);
    return other === before || after !== before;
  } catch (error) {
    return /statement pooling/.test((error as Error).message);
  } finally {
    await second.end().catch(() => undefined);
  }
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]!.pid;
}
