import type pg from 'pg';
import { GuardedClient } from './guarded-client.ts';
import { clientConfigOf } from '../database/client-config.ts';

/**
 * Opens a connection outside any pool, for what must not wait for a free one or must live on its own. Whoever opens it ends it.
 * @throws what pg throws
 */
export async function openSession(url: string, options: pg.ClientConfig = {}): Promise<GuardedClient> {
  return openSessionWith({ ...clientConfigOf(url), ...options });
}

/** The same for a configuration that was put together already. A connection that fails leaves no socket behind. */
export async function openSessionWith(config: pg.ClientConfig): Promise<GuardedClient> {
  const session = new GuardedClient(config);
  try {
    await session.connect();
    return session;
  } catch (error) {
    // `end()` would wait for the answer of a server that may never give one.
    const { connection } = session as unknown as { connection: { stream: { destroy(): void } } };
    connection.stream.destroy();
    throw error;
  }
}

/** Ends a session; one that is lost already has nothing to say. */
export async function endSession(session: GuardedClient): Promise<void> {
  await session.end().catch(() => undefined);
}

/** Runs `action` on a connection of its own and ends it. */
export async function withSession<T>(
  url: string,
  action: (session: GuardedClient) => Promise<T>,
): Promise<T> {
  const session = await openSession(url);
  try {
    return await action(session);
  } finally {
    await endSession(session);
  }
}
