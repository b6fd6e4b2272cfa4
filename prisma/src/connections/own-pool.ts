import { connect, type ConnectionOptions } from './client.ts';
import type { Store } from '../store.ts';

/** The same store with connections of its own: what one part of a process asks never waits for what another does. Close it first. */
export function withOwnPool(store: Store, options: ConnectionOptions): Store {
  const { pool, prisma, end } = connect(store.url, { ...options, schema: store.schema });
  let closing: Promise<void> | undefined;
  return { ...store, pool, prisma, close: () => (closing ??= end()) };
}
